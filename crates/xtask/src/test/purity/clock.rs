//! Tests that would fail on a machine that other programs keep busy.

use std::path::Path;

/// What is wrong with a line of a test, if anything.
pub fn fault_of(line: &str, short: &Path) -> Option<&'static str> {
    let code = line.split("//").next().unwrap_or_default();
    let is_script = short.extension().is_some_and(|ext| ext == "ts");
    if is_script && short.starts_with("frontend/e2e") {
        script_fault_of(code, short)
    } else if ["crates/server/tests", "crates/db/tests"]
        .iter()
        .any(|tests| short.starts_with(tests))
    {
        rust_fault_of(code)
    } else {
        None
    }
}

fn script_fault_of(code: &str, short: &Path) -> Option<&'static str> {
    if code.contains("waitForTimeout(") {
        return Some("waits for a while instead of for what happens");
    }
    let after = code.split_once("timeout: ").map_or("", |(_, after)| after);
    let is_limit = code.contains(".setTimeout(") || after.starts_with(|c: char| c.is_ascii_digit());
    let is_place = short.ends_with("limits.ts");
    (is_limit && !is_place)
        .then_some("sets a limit of its own: those of all tests stand in support/limits.ts")
}

fn rust_fault_of(code: &str) -> Option<&'static str> {
    if code.contains("elapsed() <") && !code.contains("within(") {
        return Some(
            "judges by the clock: what is promised within a time goes through `pace::within`",
        );
    }
    let calls = code
        .split_once("timeout(")
        .filter(|(before, _)| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    calls
        .filter(|(_, rest)| !rest.is_empty() && !rest.starts_with("DEADLINE"))
        .map(|_| "sets a limit of its own: that of all tests is `socket::DEADLINE`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_have_one_place_and_nothing_else_is_judged_by_the_clock() {
        let script = Path::new("frontend/e2e/tests/a.spec.ts");
        let rust = Path::new("crates/server/tests/api/a.rs");
        for (line, short) in [
            ("  await page.waitForTimeout(300);", script),
            ("  test.setTimeout(150_000);", script),
            (
                "  await expect(a).toBeVisible({ timeout: 20_000 });",
                script,
            ),
            ("    assert!(begun.elapsed() < IN_TIME);", rust),
            (
                "    let code = timeout(AT_ONCE, socket.closed()).await;",
                rust,
            ),
        ] {
            assert!(fault_of(line, short).is_some(), "{line}");
        }
        for (line, short) in [
            ("  timeout: STEP_MS,", script),
            ("  const late = setTimeout(fail, SERVER_MS);", script),
            ("    assert!(begun.elapsed() < within(IN_TIME));", rust),
            ("    let read = timeout(DEADLINE, more).await;", rust),
            ("    pool.connection_timeout(Duration::from_secs(2));", rust),
            (
                "    begun.elapsed() < Duration::from_secs(5)",
                Path::new("crates/load/src/a.rs"),
            ),
        ] {
            assert_eq!(fault_of(line, short), None, "{line}");
        }
    }
}
