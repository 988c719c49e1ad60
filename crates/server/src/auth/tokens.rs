//! Access tokens: JWT, HS256, five minutes. Refresh tokens: 256 random bits, of which only the hash is kept.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use rand::TryRngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tutti_db::gate::Principal;
use tutti_postgres::files;
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
    /// With the key in `file`, which is made where it is missing or empty, readable by nobody else.
    ///
    /// # Errors
    /// Where the file cannot be read or written, or holds less than 32 bytes.
    pub fn from_file(file: &Path) -> anyhow::Result<Self> {
        // A link stays, and what it leads to is the file.
        let file = &fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        let mut secret = read(file)?;
        // One that is empty was left over by a version that wrote it in two steps; it never signed anything.
        if secret.trim_ascii().is_empty() {
            secret = hex::encode(random::<48>()?).into_bytes();
            files::write_whole(file, &secret, 0o600).map_err(|e| unusable(file, "written", &e))?;
        }
        if secret.len() < 32 {
            bail!(
                "TUTTI_SECRET_FILE is {}, which holds less than 32 bytes: delete it, and a new one is made",
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
    pub fn issue(&self, person: Principal) -> String {
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
    pub fn verify(&self, token: &str) -> Option<Principal> {
        self.verify_until(token).map(|(person, _)| person)
    }

    /// The same, with the second since 1970 at which it expires.
    #[must_use]
    pub fn verify_until(&self, token: &str) -> Option<(Principal, i64)> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation)
            .ok()?
            .claims;
        Some((
            Principal {
                user_id: claims.sub,
                session_id: claims.sid,
            },
            claims.exp,
        ))
    }

    /// A seal over a message of ours, which nobody else can make. No access token is one: its message begins otherwise.
    #[must_use]
    pub fn seal(&self, message: &[u8]) -> String {
        jsonwebtoken::crypto::sign(message, &self.encoding, Algorithm::HS256).unwrap_or_default()
    }

    /// Whether a seal is ours and over this message.
    #[must_use]
    pub fn is_sealed(&self, message: &[u8], seal: &str) -> bool {
        let checked = jsonwebtoken::crypto::verify(seal, message, &self.decoding, Algorithm::HS256);
        checked.unwrap_or(false)
    }
}

/// What the file of the secret holds; nothing where it is missing.
fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    // A device reads as empty, and would be replaced.
    if fs::metadata(file).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        bail!(
            "TUTTI_SECRET_FILE is {}, which is no regular file: name another file",
            file.display()
        );
    }
    match fs::read(file) {
        Ok(secret) => Ok(secret),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(unusable(file, "read", &error)),
    }
}

fn unusable(file: &Path, what: &str, error: &io::Error) -> anyhow::Error {
    anyhow!(
        "TUTTI_SECRET_FILE is {}, which cannot be {what} ({error}): {}, or name another file",
        file.display(),
        files::remedy(error)
    )
}

fn random<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0; N];
    OsRng
        .try_fill_bytes(&mut bytes)
        .context("the system gives no random bytes")?;
    Ok(bytes)
}

/// A new opaque token and the hash that is kept of it.
///
/// # Errors
/// Where the system gives no random bytes.
pub fn opaque() -> anyhow::Result<(String, Vec<u8>)> {
    let token = BASE64_URL_SAFE_NO_PAD.encode(random::<32>()?);
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
        let person = Principal {
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
