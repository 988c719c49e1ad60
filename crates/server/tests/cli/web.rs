//! The browser app's files: of this build, of those before, and of none.

use std::fs;

use tutti_testkit::Database;

use crate::program::Program;

/// The status and the caching of a path, and its text.
async fn get(url: &str, path: &str) -> (u16, String, String) {
    let answer = tutti_testkit::http()
        .get(format!("{url}{path}"))
        .send()
        .await
        .unwrap();
    let caching = answer.headers()["cache-control"]
        .to_str()
        .unwrap()
        .to_owned();
    let status = answer.status().as_u16();
    (status, caching, answer.text().await.unwrap())
}

#[tokio::test]
async fn a_page_of_a_build_before_finds_its_parts_after_two_upgrades() {
    let database = Database::new();
    let program = Program::new().with("DATABASE_URL", database.url.clone());
    let mut program = Some(program);
    let mut known: Vec<&str> = Vec::new();
    for build in ["ca11ab1e", "0ddba11", "f1e1d", "b1ade"] {
        let web = program.as_ref().unwrap().path(build);
        let parts = web.join("assets").join(build);
        fs::create_dir_all(parts.join("snippets")).unwrap();
        fs::write(web.join("index.html"), format!("<title>{build}</title>")).unwrap();
        fs::write(parts.join("members.wasm"), build).unwrap();
        fs::write(parts.join("snippets/a.js"), build).unwrap();
        let web = web.to_str().unwrap().to_owned();
        let ready = program.take().unwrap().with("TUTTI_WEB_DIR", web);
        let running = ready.serve();
        known.push(build);
        for (age, of) in known.iter().rev().enumerate() {
            for part in ["members.wasm", "snippets/a.js"] {
                let path = format!("/assets/{of}/{part}");
                let (status, caching, text) = get(&running.url, &path).await;
                if age <= 2 {
                    assert_eq!((status, text.as_str()), (200, *of), "{path} with {build}");
                    assert!(caching.contains("immutable"), "{caching}");
                } else {
                    // Never the page: a browser would take it for a part.
                    assert_eq!(status, 404, "{path}");
                    assert!(text.contains("\"code\":\"not_found\""), "{path}: {text}");
                }
            }
        }
        for path in [
            "/assets/none/members.wasm",
            "/assets/..%2Fsecret",
            "/assets/x/..%2F..%2F..%2Fsecret",
        ] {
            assert_eq!(get(&running.url, path).await.0, 404, "{path}");
        }
        assert_eq!(
            get(&running.url, "/any/page").await.2,
            format!("<title>{build}</title>")
        );
        // What is kept under the data folder is nothing but parts.
        assert_eq!(
            get(&running.url, "/secret").await.2,
            format!("<title>{build}</title>")
        );
        running.stop();
        program = Some(ready);
    }
    let kept = program.as_ref().unwrap().path("data/web/assets");
    assert_eq!(fs::read_dir(kept).unwrap().count(), 3);
}

#[tokio::test]
async fn who_is_not_signed_in_gets_the_page_of_the_entrance() {
    let database = Database::new();
    let program = Program::new().with("DATABASE_URL", database.url.clone());
    let web = program.path("web");
    fs::create_dir_all(&web).unwrap();
    fs::write(web.join("index.html"), "the workspace").unwrap();
    let folder = web.to_str().unwrap().to_owned();
    let program = program.with("TUTTI_WEB_DIR", folder);
    let running = program.serve();
    let page = async |path: &str, cookies: &str| {
        let asked = tutti_testkit::http()
            .get(format!("{}{path}", running.url))
            .header("cookie", cookies);
        let answer = asked.send().await.unwrap();
        let varies = answer.headers()["vary"].to_str().unwrap().to_owned();
        assert!(varies.contains("Cookie"), "{varies}");
        answer.text().await.unwrap()
    };
    // One page is enough for all.
    assert_eq!(page("/sign-in", "").await, "the workspace");
    fs::write(web.join("entrance.html"), "the entrance").unwrap();
    for path in ["/", "/sign-in", "/invite", "/w/larkfield/members"] {
        assert_eq!(page(path, "").await, "the entrance", "{path}");
        assert_eq!(page(path, "a=b").await, "the entrance", "{path}");
        let known = page(path, "a=b; tutti_signed_in=1").await;
        assert_eq!(known, "the workspace", "{path}");
    }
    running.stop();
}

#[tokio::test]
async fn a_binary_without_the_app_says_so_at_its_start_and_on_every_page() {
    let database = Database::new();
    let program = Program::new().with("DATABASE_URL", database.url.clone());
    let running = program.serve();
    for path in ["/", "/any/page"] {
        let (status, _, text) = get(&running.url, path).await;
        assert_eq!(status, 404);
        assert!(
            text.contains("no browser app") && text.contains("TUTTI_WEB_DIR"),
            "{text}"
        );
    }
    assert_eq!(get(&running.url, "/livez").await.0, 200);
    let log = running.stop();
    assert!(
        log.contains("no browser app") && log.contains("TUTTI_WEB_DIR"),
        "{log}"
    );
}
