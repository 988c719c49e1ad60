//! The families of frames that a client sends. Each area has one, with a limit and a budget of its own, in a file of its own.
//!
//! A new one is a file beside these and its name in `families!`; a new `type` of an old one stands in its `TERMS`. A test holds
//! both against [`ClientFrame`].

mod presence;
mod session;

use std::time::Duration;

use serde::Deserialize;
use tutti_realtime::Allowance;
use tutti_realtime::allowance::{Terms, Verdict};
use tutti_types::ErrorCode;
use tutti_types::realtime::{ClientFrame, ServerFrame, close};

use super::connection::{Connection, Ended};
use crate::strict;
use presence::Presence;
use session::Session;

/// The frames of one area.
trait Family {
    /// Which, how long, how many, and what becomes of those beyond.
    const TERMS: Terms;

    /// Handles one of its frames. Its sender has authenticated, or does so by it. What is told of a room is judged by the roster in
    /// memory: a frame that comes with every key may not ask the database.
    ///
    /// # Errors
    /// The code that the socket is closed with. 1011 for a frame that `TERMS` names and this does not know.
    async fn take(connection: &mut Connection, frame: ClientFrame) -> Result<(), Ended>;
}

macro_rules! families {
    ($($family:ident),+) => {
        /// How many there are.
        const COUNT: usize = [$($family::TERMS.name),+].len();
        /// All of them. A socket's budgets are in the same order.
        const ALL: [Terms; COUNT] = [$($family::TERMS),+];

        async fn take(terms: &Terms, connection: &mut Connection, frame: ClientFrame) -> Result<(), Ended> {
            $(if terms.name == $family::TERMS.name {
                return $family::take(connection, frame).await;
            })+
            Err(close::INTERNAL)
        }
    };
}

families!(Session, Presence);

/// A frame, as far as it has to be read to know whose it is.
#[derive(Deserialize)]
struct Kind {
    r#type: String,
}

/// The family of a frame and its place in [`ALL`].
fn of(kind: &str) -> Option<(usize, &'static Terms)> {
    static FAMILIES: [Terms; COUNT] = ALL;
    FAMILIES
        .iter()
        .enumerate()
        .find(|(_, terms)| terms.types.contains(&kind))
}

/// What a socket may still send of each family.
pub(super) struct Frames(Allowance<COUNT>);

impl Frames {
    pub(super) fn new(now: Duration) -> Self {
        Self(Allowance::new(&ALL, now))
    }

    /// Takes a text: 4400 where it is no frame of any family.
    pub(super) async fn hear(
        &mut self,
        connection: &mut Connection,
        text: &[u8],
    ) -> Result<(), Ended> {
        let kind: Kind = strict::object(text).map_err(|_| close::BAD_FRAME)?;
        if !self.admit(connection, &kind.r#type, text.len()).await? {
            return Ok(());
        }
        let frame = strict::object(text).map_err(|_| close::BAD_FRAME)?;
        if !matches!(frame, ClientFrame::Authenticate { .. }) {
            connection.authenticated()?;
        }
        let (_, terms) = of(&kind.r#type).ok_or(close::BAD_FRAME)?;
        take(terms, connection, frame).await
    }

    /// Whether a frame of so many bytes is within what its family may send. A refused one is answered here.
    pub(super) async fn admit(
        &mut self,
        connection: &Connection,
        kind: &str,
        length: usize,
    ) -> Result<bool, Ended> {
        let (family, terms) = of(kind).ok_or(close::BAD_FRAME)?;
        let now = connection.app.hub.now();
        let verdict = if connection.app.limits.are_on() {
            self.0.take(family, terms, now)
        } else {
            Verdict::Take
        };
        match verdict {
            Verdict::Take if length <= terms.longest => return Ok(true),
            Verdict::Take => {
                let detail = format!(
                    "A frame of {} holds at most {} bytes.",
                    terms.name, terms.longest
                );
                refuse(connection, ErrorCode::TooLarge, detail).await?;
            }
            Verdict::Refuse => {
                let detail = format!(
                    "At most {} frames of {} a second are taken; those beyond are passed over.",
                    terms.rate.a_second, terms.name
                );
                refuse(connection, ErrorCode::RateLimited, detail).await?;
            }
            Verdict::PassOver => {}
            Verdict::Close => return Err(close::TOO_MANY),
        }
        Ok(false)
    }
}

async fn refuse(connection: &Connection, code: ErrorCode, detail: String) -> Result<(), Ended> {
    connection.authenticated()?;
    let code = code.to_string();
    connection.send(&ServerFrame::Error { code, detail }).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tutti_types::realtime::MAX_FRAME;

    use super::*;
    use crate::openapi;

    /// The types of the wire's enum, from its schema.
    fn wire() -> BTreeSet<String> {
        let document = serde_json::to_value(openapi::operations()).unwrap();
        let frames = document["components"]["schemas"]["ClientFrame"]["oneOf"].clone();
        let kinds = frames.as_array().unwrap().iter();
        kinds
            .map(|frame| {
                frame["properties"]["type"]["enum"][0]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    }

    #[test]
    fn each_frame_of_the_wire_is_of_one_family() {
        let named: Vec<&str> = ALL.iter().flat_map(|terms| terms.types).copied().collect();
        let once: BTreeSet<String> = named.iter().map(|kind| (*kind).to_owned()).collect();
        assert_eq!(named.len(), once.len(), "{named:?}");
        assert_eq!(once, wire());
        let names: BTreeSet<&str> = ALL.iter().map(|terms| terms.name).collect();
        assert_eq!(names.len(), COUNT, "the name tells whose a frame is");
    }

    #[test]
    fn no_family_may_send_more_than_a_socket() {
        for terms in &ALL {
            assert!(terms.longest <= MAX_FRAME, "{}", terms.name);
        }
    }
}
