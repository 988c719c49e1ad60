//! What keeps a text from overwriting another that its writer has not seen. Of any other field the later writer wins.

use tutti_types::tasks::{ExpectedTexts, Task, UpdateTask};
use tutti_types::text::{Markdown, TaskTitle};

use super::{Began, TaskUpdate};
use crate::outgoing::Sent;

/// After so many stale versions only the texts are compared: somebody changes the rest of the task all the time.
const MOST_STALE: u32 = 2;

#[derive(Default)]
pub(super) struct Guard {
    /// The version of the task, for `If-Match`.
    pub(super) version: Option<i64>,
    /// The texts themselves. They make the request longer, but no change of anything else makes them stale.
    pub(super) texts: Option<ExpectedTexts>,
}

impl Guard {
    pub(super) fn of(wanted: &TaskUpdate, sent: Sent) -> Self {
        let (patch, Some(began)) = (&wanted.patch, &wanted.began) else {
            return Self::default();
        };
        if patch.title.is_none() && patch.description.is_keep() {
            return Self::default();
        }
        match texts(patch, began).filter(|_| sent.stale >= MOST_STALE) {
            Some(texts) => Self {
                version: None,
                texts: Some(texts),
            },
            None => Self {
                version: Some(sent.version.unwrap_or(began.version)),
                texts: None,
            },
        }
    }
}

/// What an edit that was kept stands on by now: the version that is shown, unless somebody changed its texts meanwhile.
pub(super) fn stands_on(wanted: &TaskUpdate, shown: &Task) -> Option<Began> {
    let (patch, began) = (&wanted.patch, wanted.began.as_ref()?);
    let has_title = patch.title.is_none() || shown.title == began.title;
    let has_description = match &shown.description {
        Some(text) => *text == began.description,
        None => !shown.has_description && began.description.is_empty(),
    };
    (has_title && (patch.description.is_keep() || has_description)).then(|| Began {
        version: began.version.max(shown.version),
        ..began.clone()
    })
}

/// What the texts held that the patch writes; none where a text is older than today's rule for it.
fn texts(patch: &UpdateTask, began: &Began) -> Option<ExpectedTexts> {
    let mut texts = ExpectedTexts::default();
    if patch.title.is_some() {
        texts.title = Some(TaskTitle::parse(&began.title).ok()?);
    }
    if !patch.description.is_keep() {
        texts.description = Some(Markdown::parse(&began.description).ok()?);
    }
    Some(texts)
}
