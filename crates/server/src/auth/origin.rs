//! Which pages may speak to us with a browser's cookies or open the socket.

use std::sync::{Mutex, PoisonError};

use actix_web::HttpRequest;
use actix_web::http::header::{HeaderValue, ORIGIN};
use tutti_types::ErrorCode;
use url::Url;

use crate::ApiError;

/// So many refused origins are told of: whoever sends the header may write anything in it.
const MOST_TOLD: usize = 10;

/// A person on this machine may write `localhost` for a loopback address, and the other way round. A URL leaves the port of its
/// scheme out, as browsers do.
fn twin_of(url: &Url) -> Option<Url> {
    let twin = match url.host_str()? {
        "127.0.0.1" => "localhost",
        "localhost" => "127.0.0.1",
        _ => return None,
    };
    let mut url = url.clone();
    url.set_host(Some(twin)).ok()?;
    Some(url)
}

/// The origins that are ours.
#[derive(Debug)]
pub struct Origins {
    own: Vec<String>,
    refused: Refused,
}

/// Origins that were refused.
#[derive(Debug, Default)]
struct Refused(Mutex<Vec<String>>);

impl Refused {
    /// Says so in the log, once of each. Whoever runs a Tutti that people reach by another address than it knows of would only hear
    /// that nobody can sign in.
    fn note(&self, origin: &HeaderValue) {
        // A header that is no origin says nothing of how people come, and what it holds is nothing for the log.
        let Some(url) = origin.to_str().ok().and_then(|text| Url::parse(text).ok()) else {
            return;
        };
        let origin = url.origin().ascii_serialization();
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() < MOST_TOLD && !told.contains(&origin) {
            tracing::warn!(
                "a page of {origin} was refused: if people reach Tutti by that address, set TUTTI_PUBLIC_URL to it; if it is another app of \
                 yours, add it to TUTTI_ALLOWED_ORIGINS"
            );
            told.push(origin);
        }
    }
}

impl Origins {
    /// The public URL's, and those the operator named.
    #[must_use]
    pub fn new(public_url: &Url, more: &[String]) -> Self {
        let own = public_url.origin().ascii_serialization();
        let twin = twin_of(public_url).map(|twin| twin.origin().ascii_serialization());
        let own = [own]
            .into_iter()
            .chain(twin)
            .chain(more.iter().map(|o| o.trim_end_matches('/').to_owned()))
            .collect();
        Self {
            own,
            refused: Refused::default(),
        }
    }

    /// Whether pages of this origin may call us.
    #[must_use]
    pub fn allow(&self, origin: &HeaderValue) -> bool {
        let mut own = self.own.iter();
        own.any(|own| own.as_bytes() == origin.as_bytes())
    }

    /// Lets through requests of our own pages, and of programs, which send no Origin. A browser that keeps the origin to itself
    /// still says how far it is from ours.
    ///
    /// # Errors
    /// `foreign_origin`.
    pub fn require(&self, request: &HttpRequest) -> Result<(), ApiError> {
        let foreign = || {
            ApiError::new(
                ErrorCode::ForeignOrigin,
                "This request came from a page of another site.",
            )
        };
        match request.headers().get(ORIGIN) {
            None if is_of_a_foreign_page(request) => Err(foreign()),
            None => Ok(()),
            Some(origin) if self.allow(origin) => Ok(()),
            Some(origin) => {
                self.refused.note(origin);
                Err(foreign())
            }
        }
    }

    /// The same for the socket, where a browser that has our cookie must say where it comes from.
    ///
    /// # Errors
    /// `foreign_origin`.
    pub fn require_for_socket(
        &self,
        request: &HttpRequest,
        has_cookie: bool,
    ) -> Result<(), ApiError> {
        if has_cookie && !request.headers().contains_key(ORIGIN) {
            return Err(ApiError::new(
                ErrorCode::ForeignOrigin,
                "A browser has to say where it comes from.",
            ));
        }
        self.require(request)
    }
}

/// Whether a browser says that another site's page, or another origin's of this site, sent a request.
fn is_of_a_foreign_page(request: &HttpRequest) -> bool {
    let site = request.headers().get("sec-fetch-site");
    site.is_some_and(|site| !matches!(site.as_bytes(), b"same-origin" | b"none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_goes_by_two_names_on_every_port() {
        for (public, page) in [
            ("http://127.0.0.1", "http://localhost"),
            ("http://localhost", "http://127.0.0.1"),
            ("http://localhost:80", "http://127.0.0.1"),
            ("https://localhost", "https://127.0.0.1"),
            ("http://127.0.0.1:8080", "http://localhost:8080"),
        ] {
            let origins = Origins::new(&Url::parse(public).unwrap(), &[]);
            assert!(
                origins.allow(&HeaderValue::from_str(page).unwrap()),
                "{public} and {page}"
            );
        }
        let origins = Origins::new(&Url::parse("http://localhost").unwrap(), &[]);
        for page in [
            "http://localhost:8080",
            "https://localhost",
            "http://127.0.0.1:81",
        ] {
            assert!(
                !origins.allow(&HeaderValue::from_str(page).unwrap()),
                "{page}"
            );
        }
    }
}
