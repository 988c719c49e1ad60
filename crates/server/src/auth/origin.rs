//! Which pages may speak to us with a browser's cookies or open the socket.

use actix_web::HttpRequest;
use actix_web::http::header::{HeaderValue, ORIGIN};
use tutti_types::ErrorCode;
use url::Url;

use crate::ApiError;

/// The origins that are ours.
#[derive(Clone, Debug)]
pub struct Origins(Vec<String>);

impl Origins {
    /// The public URL's, and those the operator named.
    #[must_use]
    pub fn new(public_url: &Url, more: &[String]) -> Self {
        let own = public_url.origin().ascii_serialization();
        // A person on this machine may write localhost for a loopback address, and the other way round.
        let twin = match (public_url.host_str(), public_url.port_or_known_default()) {
            (Some("127.0.0.1"), Some(port)) => {
                Some(format!("{}://localhost:{port}", public_url.scheme()))
            }
            (Some("localhost"), Some(port)) => {
                Some(format!("{}://127.0.0.1:{port}", public_url.scheme()))
            }
            _ => None,
        };
        Self(
            [own]
                .into_iter()
                .chain(twin)
                .chain(more.iter().map(|o| o.trim_end_matches('/').to_owned()))
                .collect(),
        )
    }

    /// Whether pages of this origin may call us.
    #[must_use]
    pub fn allow(&self, origin: &HeaderValue) -> bool {
        self.0.iter().any(|own| own.as_bytes() == origin.as_bytes())
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
            Some(_) => Err(foreign()),
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
