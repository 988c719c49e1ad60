//! A text that one person writes and that others may change meanwhile: what stands in the field, over what it was written, and
//! what of it is on its way. What the person typed leaves this only by their own hand.

use tutti_types::text::{Invalid, Markdown, TaskTitle};

use crate::boards::TextField;

/// How a text stands to the one that everybody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They are the same.
    Same,
    /// Nothing here is unsaved and its writer is elsewhere, so the field follows what others write.
    Behind,
    /// Nothing here is unsaved, but somebody else changed it while its writer was in the field: it stays until they have chosen.
    Overtaken,
    /// It is newer, and nobody else changed what it was written over.
    Ahead,
    /// Somebody else changed what it was written over.
    Clash,
}

/// Where the writer of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writer {
    /// Not in the field.
    Away,
    /// In the field, and they have written in it.
    There,
    /// They left while they were told that somebody else changed it, and have not chosen.
    Asked,
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
    writer: Writer,
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
            writer: Writer::Away,
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

    /// Takes what was typed: the field is its writer's from here on until they [leave](Self::leave) it.
    pub fn type_in(&mut self, text: impl Into<String>) {
        self.text = text.into();
        self.writer = Writer::There;
    }

    /// The writer left the field. What was changed while they were in it is still theirs to choose.
    pub fn leave(&mut self, shown: &str) {
        self.writer = if self.standing(shown) == Standing::Overtaken {
            Writer::Asked
        } else {
            Writer::Away
        };
    }

    /// The field itself is gone, and with it what it asked.
    pub fn close(&mut self) {
        self.writer = Writer::Away;
    }

    /// Whether its writer is in the field.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.writer == Writer::There
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
            match self.writer {
                Writer::Away => Standing::Behind,
                Writer::There | Writer::Asked => Standing::Overtaken,
            }
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

    /// The person has seen what everybody sees and wants their own. They are in the field again: the other may do the same.
    pub fn keep_mine(&mut self, shown: impl Into<String>) {
        self.over = shown.into();
        self.writer = Writer::There;
    }
}

#[cfg(test)]
mod tests;
