//! Access tokens: JWT, HS256, five minutes. Refresh tokens: 256 random bits, of which only the hash is kept.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, bail};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use rand::TryRngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tutti_db::gate::Person;
use tutti_types::{SessionId, Timestamp, UserId};

/// Seconds an access token is good for.
pub const ACCESS_SECONDS: u32 = 300;
const ISSUER: &str = "tutti";
const AUDIENCE: &str = "tutti-api";

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: UserId,
    sid: SessionId,
    iss: String,
    aud: String,
    nbf: i64,
    exp: i64,
}

/// Makes and checks access tokens.
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

impl Tokens {
    /// With the key in `file`, which is made where it is missing, readable by nobody else.
    ///
    /// # Errors
    /// Where the file cannot be read or written, or holds less than 32 bytes.
    pub fn from_file(file: &Path) -> anyhow::Result<Self> {
        if !file.exists() {
            let mut secret = [0; 48];
            OsRng
                .try_fill_bytes(&mut secret)
                .context("the system gives no random bytes")?;
            let mut new = fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(file)
                .with_context(|| format!("the secret file {} cannot be made", file.display()))?;
            new.write_all(hex::encode(secret).as_bytes())?;
        }
        let secret = fs::read(file)
            .with_context(|| format!("the secret file {} cannot be read", file.display()))?;
        if secret.len() < 32 {
            bail!(
                "the secret file {} holds less than 32 bytes; delete it, and a new one is made",
                file.display()
            );
        }
        Ok(Self::new(&secret))
    }

    fn new(secret: &[u8]) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[ISSUER]);
        // A claim of the wrong type counts as absent, and an absent one as wrong (CVE-2026-25537).
        validation.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
        validation.validate_nbf = true;
        validation.leeway = 5;
        Self {
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            validation,
        }
    }

    /// An access token for a person's session.
    #[must_use]
    pub fn issue(&self, person: Person) -> String {
        let now = Timestamp::now().as_micros() / 1_000_000;
        let claims = Claims {
            sub: person.user_id,
            sid: person.session_id,
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            nbf: now,
            exp: now + i64::from(ACCESS_SECONDS),
        };
        // These claims are plain text and numbers, and an HMAC takes any key.
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .unwrap_or_default()
    }

    /// Whose token this is, where it is one of ours and of now.
    #[must_use]
    pub fn verify(&self, token: &str) -> Option<Person> {
        self.verify_until(token).map(|(person, _)| person)
    }

    /// The same, with the second since 1970 at which it expires.
    #[must_use]
    pub fn verify_until(&self, token: &str) -> Option<(Person, i64)> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation)
            .ok()?
            .claims;
        Some((
            Person {
                user_id: claims.sub,
                session_id: claims.sid,
            },
            claims.exp,
        ))
    }
}

/// A new opaque token and the hash that is kept of it.
///
/// # Errors
/// Where the system gives no random bytes.
pub fn opaque() -> anyhow::Result<(String, Vec<u8>)> {
    let mut bytes = [0; 32];
    OsRng
        .try_fill_bytes(&mut bytes)
        .context("the system gives no random bytes")?;
    let token = BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let hash = hash(&token);
    Ok((token, hash))
}

/// The hash that is kept of an opaque token.
#[must_use]
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forge(header: &str, payload: &serde_json::Value) -> String {
        let part = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
        format!(
            "{}.{}.{}",
            part(header),
            part(&payload.to_string()),
            part("x")
        )
    }

    #[test]
    fn only_our_own_living_tokens_pass() {
        let tokens = Tokens::new(&[7; 48]);
        let person = Person {
            user_id: UserId::new(),
            session_id: SessionId::new(),
        };
        assert_eq!(tokens.verify(&tokens.issue(person)), Some(person));
        assert_eq!(Tokens::new(&[8; 48]).verify(&tokens.issue(person)), None);
        let claims = serde_json::json!({"sub": person.user_id, "sid": person.session_id, "iss": ISSUER, "aud": AUDIENCE, "nbf": 0, "exp": 9_999_999_999_i64});
        assert_eq!(
            tokens.verify(&forge(r#"{"alg":"none","typ":"JWT"}"#, &claims)),
            None
        );
        let sign = |claims: &serde_json::Value| {
            jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &tokens.encoding).unwrap()
        };
        assert!(tokens.verify(&sign(&claims)).is_some());
        for (claim, value) in [
            ("exp", serde_json::json!("9999999999")),
            ("exp", serde_json::json!(1)),
            ("exp", serde_json::json!(null)),
            ("nbf", serde_json::json!("0")),
            ("nbf", serde_json::json!(9_999_999_999_i64)),
            ("aud", serde_json::json!("other")),
            ("iss", serde_json::json!("other")),
            ("sub", serde_json::json!(null)),
        ] {
            let mut wrong = claims.clone();
            wrong[claim] = value;
            assert_eq!(tokens.verify(&sign(&wrong)), None, "{wrong}");
            wrong.as_object_mut().unwrap().remove(claim);
            assert_eq!(tokens.verify(&sign(&wrong)), None, "without {claim}");
        }
    }
}
