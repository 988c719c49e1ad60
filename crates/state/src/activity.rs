//! The activity rail: live entries made of events, older ones loaded by pages, each once.

use tutti_types::activity::Activity;

/// The workspace's activity, newest first.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    entries: Vec<Activity>,
}

impl Feed {
    /// The entries, newest first.
    #[must_use]
    pub fn entries(&self) -> &[Activity] {
        &self.entries
    }

    /// The entry of this position.
    #[must_use]
    pub fn get(&self, seq: i64) -> Option<&Activity> {
        self.find(seq).ok().and_then(|at| self.entries.get(at))
    }

    /// Adds an entry, unless it is known.
    pub fn add(&mut self, entry: Activity) -> bool {
        match self.find(entry.seq) {
            Ok(_) => false,
            Err(at) => {
                self.entries.insert(at, entry);
                true
            }
        }
    }

    /// Adds a page that was loaded. The server's wording of an entry wins over the one made of its event, since the server
    /// knew names that the client may not.
    pub fn merge(&mut self, page: Vec<Activity>) {
        for entry in page {
            match self.find(entry.seq) {
                Ok(at) => {
                    if let Some(known) = self.entries.get_mut(at) {
                        *known = entry;
                    }
                }
                Err(at) => self.entries.insert(at, entry),
            }
        }
    }

    /// Keeps the newest only, where no page was asked for and nobody scrolls. Tells the newest of those that go.
    pub fn keep(&mut self, newest: usize) -> Option<i64> {
        let cut = self.entries.get(newest).map(|entry| entry.seq);
        self.entries.truncate(newest);
        cut
    }

    fn find(&self, seq: i64) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| seq.cmp(&entry.seq))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tutti_types::activity::{Actor, Subject};
    use tutti_types::events::EventKind;
    use tutti_types::{TaskId, Timestamp};

    fn entry(seq: i64, title: &str) -> Activity {
        Activity {
            seq,
            at: Timestamp::from_micros(seq),
            actor: Actor::person_or_system(None),
            kind: EventKind::TaskCreated,
            subject: Subject::task(TaskId::new(), title),
            room: None,
            changes: Vec::new(),
        }
    }

    #[test]
    fn each_entry_stands_once_and_newest_first() {
        let mut feed = Feed::default();
        assert!(feed.add(entry(3, "c")));
        assert!(feed.add(entry(5, "")));
        assert!(!feed.add(entry(3, "again")));
        feed.merge(vec![entry(5, "e"), entry(4, "d"), entry(1, "a")]);
        let seen: Vec<_> = feed
            .entries()
            .iter()
            .map(|e| (e.seq, e.subject.name.as_str()))
            .collect();
        assert_eq!(seen, [(5, "e"), (4, "d"), (3, "c"), (1, "a")]);
        assert_eq!(feed.keep(2), Some(3));
        assert_eq!(feed.entries().len(), 2);
        assert_eq!(feed.keep(2), None);
    }
}
