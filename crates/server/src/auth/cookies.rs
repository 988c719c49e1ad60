//! The cookie that holds the refresh token.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use tutti_db::models::session::LIFETIME_DAYS;
use url::Url;

/// The name where people come by https. Browsers take one that begins so from this very host alone, and by https.
pub(crate) const SECURE: &str = "__Host-tutti";

/// Says that somebody is signed in.
const HINT: &str = "tutti_signed_in";

/// Whether a request for a page is of somebody who is signed in, as far as the browser knows.
#[must_use]
pub fn is_signed_in(request: &HttpRequest) -> bool {
    request.cookie(HINT).is_some()
}

/// How the refresh cookie is called and kept here.
#[derive(Clone, Debug)]
pub struct RefreshCookie {
    name: String,
    secure: bool,
}

impl RefreshCookie {
    /// `__Host-` and Secure exactly where people come by https; else named by the installation, since cookies do not tell
    /// ports apart and two installations on one machine would sign each other out.
    #[must_use]
    pub fn new(public_url: &Url, instance: &str) -> Self {
        let secure = public_url.scheme() == "https";
        let name = if secure {
            SECURE.to_owned()
        } else {
            format!("tutti_{instance}")
        };
        Self { name, secure }
    }

    fn build(&self, value: String, age: Duration) -> Cookie<'static> {
        Cookie::build(self.name.clone(), value)
            .path("/")
            .http_only(true)
            .same_site(SameSite::Strict)
            .secure(self.secure)
            .max_age(age)
            .finish()
    }

    /// The cookie with a token.
    #[must_use]
    pub fn with(&self, token: String) -> Cookie<'static> {
        self.build(token, Duration::days(LIFETIME_DAYS))
    }

    /// The cookie that takes the token away.
    #[must_use]
    pub fn without(&self) -> Cookie<'static> {
        self.build(String::new(), Duration::ZERO)
    }

    /// Tells the page's script whether it is worth asking for a session, and the server which program a page begins with. It holds
    /// nothing: a wrong one costs one request. Who follows a link from elsewhere brings it along, unlike the token.
    #[must_use]
    pub fn hint(&self, signed_in: bool) -> Cookie<'static> {
        let age = if signed_in {
            Duration::days(LIFETIME_DAYS)
        } else {
            Duration::ZERO
        };
        Cookie::build(HINT, "1")
            .path("/")
            .same_site(SameSite::Lax)
            .secure(self.secure)
            .max_age(age)
            .finish()
    }

    /// The token that came with a request.
    #[must_use]
    pub fn read(&self, request: &HttpRequest) -> Option<String> {
        request
            .cookie(&self.name)
            .map(|cookie| cookie.value().to_owned())
            .filter(|token| !token.is_empty())
    }
}
