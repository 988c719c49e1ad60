//! What was last told of tasks and boards, by events and by pages of the activity, in whichever order they come.

use std::hash::Hash;

use leptos::prelude::*;
use rustc_hash::FxHashMap;
use tutti_state::News;
use tutti_state::boards::{self, TextField};
use tutti_types::activity::Activity;
use tutti_types::{BoardId, TaskId, Timestamp, UserId};

use super::Space;

/// What is said of a thing, with its position in the stream.
type Last<K, V> = FxHashMap<K, (i64, V)>;

#[derive(Debug, Default)]
pub struct LastTold {
    /// Whether a task that was in the trash came back.
    back: Last<TaskId, bool>,
    /// Who else changed a text.
    texts: Last<(TaskId, TextField), UserId>,
    /// Who put a board into the trash, and when.
    boards: Last<BoardId, (Option<UserId>, Timestamp)>,
}

impl LastTold {
    /// Takes it in, unless something newer is known. Whether it is new.
    fn note(&mut self, news: boards::News, me: UserId) -> bool {
        match news {
            boards::News::Trash => false,
            boards::News::TaskTrashed { task, is_back, seq } => {
                put(&mut self.back, task, seq, is_back)
            }
            boards::News::TextChanged {
                task,
                field,
                by,
                seq,
            } => by != me && put(&mut self.texts, (task, field), seq, by),
            boards::News::BoardTrashed { board, by, at, seq } => {
                put(&mut self.boards, board, seq, (by, at))
            }
        }
    }
}

fn put<K: Eq + Hash, V>(last: &mut Last<K, V>, key: K, seq: i64, value: V) -> bool {
    let is_new = last.get(&key).is_none_or(|(known, _)| *known < seq);
    if is_new {
        last.insert(key, (seq, value));
    }
    is_new
}

impl Space {
    /// Tells news that an event brought.
    pub(super) fn tell(self, news: &[News]) {
        for news in news {
            match news {
                News::Boards(boards::News::Trash) => self.trash.update(|n| *n += 1),
                News::Boards(news) => self.note(*news),
                News::People(tutti_state::people::News::Invitations) => {
                    self.invitations.update(|n| *n += 1);
                }
            }
        }
    }

    /// Keeps what a page of the activity tells. It calls for no load: what happened is contained in what was loaded.
    pub(super) fn note_page(self, page: &[Activity]) {
        for news in page.iter().flat_map(News::of) {
            if let News::Boards(news) = news {
                self.note(news);
            }
        }
    }

    fn note(self, news: boards::News) {
        let me = self.me.with_untracked(|me| me.user_id);
        self.told.maybe_update(|told| told.note(news, me));
    }

    /// The stream began another life, in which positions stand for something else.
    pub(super) fn forget_told(self) {
        self.told.set(LastTold::default());
    }

    /// Whether it was told last of a task that it came back from the trash. Tracked.
    pub fn is_told_back(self, task: TaskId) -> bool {
        let is_back = |told: &LastTold| told.back.get(&task).is_some_and(|(_, is_back)| *is_back);
        self.told.with(is_back)
    }

    /// Who else changed this text last, as far as it was told. Tracked.
    pub fn text_changed_by(self, task: TaskId, field: TextField) -> Option<UserId> {
        let by = |told: &LastTold| told.texts.get(&(task, field)).map(|(_, by)| *by);
        self.told.with(by)
    }

    /// Who put a board into the trash and when, as far as it was told. Tracked.
    pub fn told_trashed(self, board: BoardId) -> Option<(Option<UserId>, Timestamp)> {
        self.told
            .with(|told| told.boards.get(&board).map(|(_, told)| *told))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_counts_whatever_comes_first() {
        let (task, me, other) = (TaskId::new(), UserId::new(), UserId::new());
        let trashed = |is_back, seq| boards::News::TaskTrashed { task, is_back, seq };
        let changed = |by, seq| boards::News::TextChanged {
            task,
            field: TextField::Title,
            by,
            seq,
        };
        let mut told = LastTold::default();
        assert!(told.note(trashed(true, 5), me));
        assert!(!told.note(trashed(false, 4), me), "of a page");
        assert!(!told.note(trashed(true, 5), me), "once more");
        assert!(told.note(trashed(false, 6), me));
        assert!(told.note(changed(other, 7), me));
        assert!(!told.note(changed(me, 8), me), "one's own");
        assert_eq!(told.texts.get(&(task, TextField::Title)), Some(&(7, other)));
    }
}
