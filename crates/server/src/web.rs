//! Serves the SPA.

mod embedded;
pub mod files;
pub mod kept;

use actix_web::http::Method;
use actix_web::http::header::{self, ContentEncoding, HeaderValue};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};

use crate::app::App;
use crate::auth::cookies;
use crate::cache::boards::Coding;
use crate::headers::Cached;
use crate::unserved;
use files::{ENTRANCE, INDEX, NO_APP};

/// Answers with a file of the SPA, of a build before where this one has no such part; whatever names no file is an address inside the SPA and gets its page:
/// that of the entrance where nobody is signed in.
pub async fn serve(request: HttpRequest, app: Data<App>) -> HttpResponse {
    let path = request.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return unserved::nothing().await;
    }
    let hashed = path.starts_with("assets/");
    let is_page = !hashed && !path.contains('.');
    let names: &[&str] = match is_page {
        false => &[path],
        true if cookies::is_signed_in(&request) => &[INDEX],
        // A folder may have but one page.
        true => &[ENTRANCE, INDEX],
    };
    let (coding, ending) = match Coding::of(request.headers()) {
        Coding::Brotli => (ContentEncoding::Brotli, ".br"),
        Coding::Gzip => (ContentEncoding::Gzip, ".gz"),
        Coding::Identity => (ContentEncoding::Identity, ""),
    };
    for name in names {
        // A file too small to gain by it has no coded twin.
        for (coding, ending) in [(coding, ending), (ContentEncoding::Identity, "")] {
            let file = format!("{name}{ending}");
            let found = match app.files.read(&file).await {
                None if hashed => app.kept.read(&file).await,
                found => found,
            };
            if let Some(bytes) = found {
                if request.method() != Method::GET {
                    return unserved::only_read(request.method());
                }
                return answer(&request, name, coding, hashed, bytes);
            }
        }
    }
    if is_page {
        return HttpResponse::NotFound()
            .content_type("text/plain; charset=utf-8")
            .body(format!("{NO_APP}\n"));
    }
    unserved::nothing().await
}

fn answer(
    request: &HttpRequest,
    name: &str,
    coding: ContentEncoding,
    hashed: bool,
    bytes: Bytes,
) -> HttpResponse {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let mut answer = HttpResponse::Ok();
    answer.content_type(if kind.type_() == "text" {
        format!("{kind}; charset=utf-8")
    } else {
        kind.to_string()
    });
    let varies = if name == ENTRANCE || name == INDEX {
        "Accept-Encoding, Cookie"
    } else {
        "Accept-Encoding"
    };
    answer.insert_header((header::VARY, HeaderValue::from_static(varies)));
    if coding != ContentEncoding::Identity {
        answer.insert_header((
            header::CONTENT_ENCODING,
            HeaderValue::from_static(coding.as_str()),
        ));
    }
    // What has the hash of its content in its address never changes.
    let caching = if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    answer.insert_header((header::CACHE_CONTROL, HeaderValue::from_static(caching)));
    request.extensions_mut().insert(Cached);
    answer.body(bytes)
}
