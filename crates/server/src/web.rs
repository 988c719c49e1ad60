//! The SPA's files: from a folder while it is being worked on, else from inside the binary.

mod embedded;
pub mod kept;

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use actix_web::http::Method;
use actix_web::http::header::{self, ContentEncoding, HeaderValue};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};

use crate::app::App;
use crate::cache::boards::Coding;
use crate::headers::Cached;
use crate::{operations, unserved};

/// Where the SPA's files are.
#[derive(Clone, Debug)]
pub enum Files {
    /// In this folder, as `cargo xtask web` left them.
    Folder(PathBuf),
    /// Inside the binary.
    Embedded,
}

impl Files {
    /// The hash that `cargo xtask web` gave this build: the name of the one folder under `assets`.
    #[must_use]
    pub fn build(&self) -> String {
        let hash = match self {
            Self::Embedded => embedded::build().map(str::to_owned),
            Self::Folder(dir) => std::fs::read_dir(dir.join("assets"))
                .ok()
                .and_then(|mut entries| entries.next()?.ok())
                .map(|entry| entry.file_name().to_string_lossy().into_owned()),
        };
        hash.unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned())
    }

    /// Whether there are any: a binary may be built without them.
    #[must_use]
    pub fn has_app(&self) -> bool {
        match self {
            Self::Embedded => embedded::file(INDEX).is_some(),
            Self::Folder(dir) => dir.join(INDEX).is_file(),
        }
    }

    /// The parts of this build, by their names below the folder that bears its hash.
    fn parts(&self, build: &str) -> std::io::Result<Vec<(String, Cow<'static, [u8]>)>> {
        match self {
            Self::Embedded => Ok(embedded::below(&format!("assets/{build}/"))),
            Self::Folder(dir) => kept::files(&dir.join("assets").join(build)),
        }
    }

    /// A file's bytes; nothing outside of the SPA can be named.
    async fn read(&self, name: &str) -> Option<Bytes> {
        match self {
            Self::Embedded => embedded::file(name).map(Bytes::from_static),
            Self::Folder(dir) => {
                let relative = Path::new(name);
                if !relative
                    .components()
                    .all(|part| matches!(part, Component::Normal(_)))
                {
                    return None;
                }
                let file = dir.join(relative);
                tokio::task::spawn_blocking(move || std::fs::read(file).ok())
                    .await
                    .ok()
                    .flatten()
                    .map(Bytes::from)
            }
        }
    }
}

/// The SPA's page.
const INDEX: &str = "index.html";

/// What is said where there is no page.
pub const NO_APP: &str = "This Tutti has no browser app in it, so no pages are served: build the app with `cargo xtask web` and name its folder in \
     TUTTI_WEB_DIR. The API works.";

/// Answers with a file of the SPA, of a build before where this one has no such part; whatever names no file is an address inside the SPA and gets its page.
pub async fn serve(request: HttpRequest, app: Data<App>) -> HttpResponse {
    let path = request.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return unserved::nothing().await;
    }
    let hashed = path.starts_with("assets/");
    let name = if hashed || path.contains('.') {
        path
    } else {
        INDEX
    };
    let (coding, ending) = match Coding::of(request.headers()) {
        Coding::Brotli => (ContentEncoding::Brotli, ".br"),
        Coding::Gzip => (ContentEncoding::Gzip, ".gz"),
        Coding::Identity => (ContentEncoding::Identity, ""),
    };
    // A file too small to gain by it has no coded twin.
    for (coding, ending) in [(coding, ending), (ContentEncoding::Identity, "")] {
        let file = format!("{name}{ending}");
        let found = match app.files.read(&file).await {
            None if hashed => app.kept.read(&file).await,
            found => found,
        };
        if let Some(bytes) = found {
            if request.method() != Method::GET {
                let allow = operations::allow([Method::GET].iter());
                return unserved::method(request.method(), &allow);
            }
            return answer(&request, name, coding, hashed, bytes);
        }
    }
    if name == INDEX {
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
    answer.insert_header((header::VARY, HeaderValue::from_static("Accept-Encoding")));
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
