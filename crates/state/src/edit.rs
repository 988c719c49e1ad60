//! A text that one person writes and that others may change meanwhile: what stands in the field, over what it was written, and
//! what of it is on its way. What the person typed leaves this only by their own hand.

use tutti_types::text::{Invalid, Markdown, TaskTitle};

use crate::queue::TextField;

/// How a text stands to the one that everybody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They are the same.
    Same,
    /// Nothing here is unsaved, so the field follows what others write.
    Behind,
    /// It is newer, and nobody else changed what it was written over.
    Ahead,
    /// Somebody else changed what it was written over.
    Clash,
}

/// A text that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    field: TextField,
    text: String,
    /// What everybody saw, or what was sent, when the text began to differ from it.
    over: String,
    /// What is on its way, the oldest first.
    sent: Vec<Sent>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Sent {
    key: String,
    text: String,
    over: String,
}

impl TextField {
    /// The text by the rule of its field, as the server would keep it.
    ///
    /// # Errors
    /// Why the server would refuse it.
    pub fn tidy(self, text: &str) -> Result<String, Invalid> {
        match self {
            Self::Title => TaskTitle::parse(text).map(TaskTitle::into_string),
            Self::Description => Markdown::parse(text).map(Markdown::into_string),
        }
    }
}

impl Edit {
    /// An edit that begins with `text`, over what everybody sees.
    #[must_use]
    pub fn new(field: TextField, text: impl Into<String>, over: impl Into<String>) -> Self {
        Self {
            field,
            text: text.into(),
            over: over.into(),
            sent: Vec::new(),
        }
    }

    /// An edit as a page before this one left it: `overs` are its [`Self::overs`], `shown` is what everybody sees now.
    #[must_use]
    pub fn take_up(field: TextField, text: String, overs: &[String], shown: &str) -> Self {
        let found = overs.iter().find(|over| *over == shown);
        let over = found.or(overs.first()).cloned().unwrap_or_default();
        Self::new(field, text, over)
    }

    /// What stands in the field.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What its unsent part is written over.
    #[must_use]
    pub fn over(&self) -> &str {
        &self.over
    }

    /// Each text that it is written over, as long as nobody knows which of what was sent the server has.
    #[must_use]
    pub fn overs(&self) -> Vec<String> {
        let sent = self.sent.iter().rev().map(|sent| sent.over.clone());
        std::iter::once(self.over.clone()).chain(sent).collect()
    }

    /// Takes what was typed.
    pub fn type_in(&mut self, text: impl Into<String>) {
        self.text = text.into();
    }

    /// Whether something stands here that was not sent.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        self.field.tidy(&self.text).as_ref() != Ok(&self.over)
    }

    /// Whether something stands here that the server has not confirmed.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.is_unsent() || !self.sent.is_empty()
    }

    /// Whether something is on its way.
    #[must_use]
    pub fn is_on_its_way(&self) -> bool {
        !self.sent.is_empty()
    }

    /// How it stands to the text that is shown everywhere else, what is on its way included.
    #[must_use]
    pub fn standing(&self, shown: &str) -> Standing {
        if self.field.tidy(&self.text).as_deref() == Ok(shown) {
            Standing::Same
        } else if !self.is_unsaved() {
            Standing::Behind
        } else if self.over == shown || self.is_on_its_way() {
            // What is on its way lies over whatever others do; its answer tells.
            Standing::Ahead
        } else {
            Standing::Clash
        }
    }

    /// It is sent under this key; gives what the request was written over.
    pub fn send(&mut self, key: impl Into<String>, tidy: impl Into<String>) -> String {
        let text = tidy.into();
        let over = std::mem::replace(&mut self.over, text.clone());
        self.sent.push(Sent {
            key: key.into(),
            text,
            over: over.clone(),
        });
        over
    }

    /// The server has it, and what was sent before it; whether the key is one of this text.
    pub fn done(&mut self, key: &str) -> bool {
        let Some(at) = self.sent.iter().position(|sent| sent.key == key) else {
            return false;
        };
        self.sent.drain(..=at);
        true
    }

    /// The server did not take `text`, sent under this key over `over`, so that what was written over it stands over that. The key
    /// may be of a page before this one.
    pub fn refused(&mut self, key: &str, text: &str, over: &str) {
        let known = self.sent.iter().position(|sent| sent.key == key);
        let refused = known.map_or_else(
            || Sent {
                key: key.to_owned(),
                text: text.to_owned(),
                over: over.to_owned(),
            },
            |at| self.sent.remove(at),
        );
        for sent in &mut self.sent {
            if sent.over == refused.text {
                sent.over.clone_from(&refused.over);
            }
        }
        if self.over == refused.text && self.sent.iter().all(|sent| sent.text != refused.text) {
            self.over = refused.over;
        }
    }

    /// The person has seen what everybody sees and wants their own.
    pub fn keep_mine(&mut self, shown: impl Into<String>) {
        self.over = shown.into();
    }
}

#[cfg(test)]
mod tests;
