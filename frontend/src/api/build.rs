//! The version of the program that the server has.

use super::Call;

/// What the head of the page calls it.
const META: &str = "<meta name=\"build\" content=\"";

/// Asks for the page that everybody begins with; none where no answer came.
pub async fn build() -> Option<String> {
    let page = super::http::send(&Call::get("/".to_owned()).anonymous())
        .await
        .ok()?;
    let (_, behind) = page.split_once(META)?;
    let (build, _) = behind.split_once('"')?;
    Some(build.to_owned())
}
