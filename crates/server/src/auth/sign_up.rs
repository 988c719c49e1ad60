//! Who may make an account.

use std::sync::atomic::{AtomicBool, Ordering};

use tutti_db::commands::account;
use tutti_db::gate::SystemUse;
use tutti_db::{Gate, Result};
use tutti_types::auth::SignUp;

/// Who may make an account, as the operator chose and as it is now.
#[derive(Debug)]
pub struct SignUps {
    /// What the operator chose, or the default where they chose nothing.
    pub chosen: SignUp,
    /// Whether the first account is known to be made, so that the database need not be asked any more.
    founded: AtomicBool,
}

impl SignUps {
    /// As the operator chose.
    #[must_use]
    pub const fn new(chosen: SignUp) -> Self {
        Self {
            chosen,
            founded: AtomicBool::new(false),
        }
    }

    /// Who may make an account now: anybody may make the first, unless nobody may make any.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn now(&self, gate: &Gate) -> Result<SignUp> {
        let chosen = self.chosen;
        if chosen != SignUp::Invited || self.founded.load(Ordering::Relaxed) {
            return Ok(chosen);
        }
        let open_to = move |tx: &mut tutti_db::gate::Tx<'_>| account::open_to(tx, chosen);
        let now = gate.system(SystemUse::Authentication, open_to).await?;
        self.founded.store(now == chosen, Ordering::Relaxed);
        Ok(now)
    }
}
