//! Taking back what was done, in whichever workspace that was.

use tutti_state::{Entity, Intent, Step};
use tutti_types::WorkspaceId;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::Outbox;
use crate::text::feed as text;
use crate::ui::{Toast, Undoing};
use crate::{api, clock, dom};

/// Something that was taken back.
pub struct Undone {
    pub entity: Entity,
    /// What it is called, as far as that is known here.
    pub name: Option<String>,
    /// What had been done to it.
    pub deed: &'static str,
}

/// Tells who waits for an op what became of it.
pub(super) fn answer(tell: &js_sys::Function, is_done: bool) {
    // A promise's own function does not throw.
    let _ = tell.call1(&JsValue::UNDEFINED, &JsValue::from_bool(is_done));
}

impl Outbox {
    /// Keeps the way back from ops that are one thing to the person; `key` is the first one's.
    pub fn keep_step(self, workspace: WorkspaceId, key: &str, undo: Vec<(String, Intent)>) {
        let key = key.to_owned();
        self.inner().state.borrow_mut().keep_step(Step {
            workspace,
            key,
            undo,
        });
    }

    /// Takes the last thing back that was done in the workspace that is open, and tells what was done, the first first.
    pub fn undo_last(self, workspace: WorkspaceId) -> Vec<Undone> {
        let step = self.inner().state.borrow_mut().last_step(workspace);
        let (Some(step), Some(space)) = (step, self.open(workspace)) else {
            return Vec::new();
        };
        let undone = step.undo.iter().rev().map(|(_, undo)| Undone {
            entity: undo.entity(),
            name: space.name_of(undo.entity()),
            deed: text::undone_deed(undo),
        });
        let mut undone: Vec<Undone> = undone.collect();
        space.step_back(step);
        // What was made has its name before, what was deleted afterwards.
        for one in &mut undone {
            one.name = one.name.take().or_else(|| space.name_of(one.entity));
        }
        undone
    }

    /// Takes back what was done under this key. Where its workspace is open that shows at once; elsewhere it is so once the
    /// server says it.
    pub fn undo_of(self, key: &str) -> Undoing {
        let inner = self.inner();
        let step = inner.state.borrow_mut().step_of(key);
        let Some(step) = step else {
            inner.toasts.show(Toast::new(text::NOTHING_TO_UNDO));
            return Box::pin(std::future::ready(false));
        };
        if let Some(space) = self.open(step.workspace) {
            space.step_back(step);
            return Box::pin(std::future::ready(true));
        }
        let (now, today) = (dom::steady_ms(), clock::now());
        let keys = inner
            .state
            .borrow_mut()
            .take_back(step, now, today, api::new_key);
        let answers: Vec<JsFuture> = keys.into_iter().map(|key| self.answer_to(key)).collect();
        self.pump();
        Box::pin(async move {
            let mut are_done = true;
            for answer in answers {
                are_done &= answer.await.is_ok_and(|answer| answer.is_truthy());
            }
            are_done
        })
    }

    fn answer_to(self, key: String) -> JsFuture {
        let inner = self.inner();
        let promise = js_sys::Promise::new(&mut |tell, _| {
            inner.awaited.borrow_mut().insert(key.clone(), tell);
        });
        JsFuture::from(promise)
    }
}
