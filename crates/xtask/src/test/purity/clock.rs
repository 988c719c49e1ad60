//! Tests that would fail on a machine that other programs keep busy.

use std::path::Path;

use super::code::{code_of, is_all_test};

/// What is wrong with the lines of a test, each with its number.
pub fn faults_of(text: &str, short: &Path) -> Vec<(usize, &'static str)> {
    let is_script = short.extension().is_some_and(|ext| ext == "ts");
    let is_rust = short.extension().is_some_and(|ext| ext == "rs");
    // Of other code only what follows is a test: a module of tests is the last of its file.
    let mut is_test =
        is_script && short.starts_with("frontend/e2e") || is_rust && is_all_test(short);
    let mut faults = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        is_test |= is_rust && line == "#[cfg(test)]";
        let code = code_of(line);
        let fault = match is_test {
            false => None,
            true if is_script => script_fault_of(&code, short),
            true => rust_fault_of(&code),
        };
        faults.extend(fault.map(|fault| (number, fault)));
    }
    faults
}

fn script_fault_of(code: &str, short: &Path) -> Option<&'static str> {
    if code.contains("waitForTimeout(") {
        return Some("waits for a while instead of for what happens");
    }
    if code.contains(".pauseAt(") && !short.ends_with("support/clock.ts") {
        return Some("stops a page amid a glide: `stopClock` waits for its end");
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
        .map(|_| "sets a limit of its own: that of all tests is `pace::DEADLINE`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault_of(line: &str, short: &str) -> bool {
        !faults_of(line, Path::new(short)).is_empty()
    }

    #[test]
    fn limits_have_one_place_and_nothing_else_is_judged_by_the_clock() {
        let script = "frontend/e2e/tests/a.spec.ts";
        let rust = "crates/server/tests/api/a.rs";
        for (line, short) in [
            ("  await page.waitForTimeout(300);", script),
            ("  test.setTimeout(150_000);", script),
            ("  await page.clock.pauseAt(later);", script),
            (
                "  await expect(a).toBeVisible({ timeout: 20_000 });",
                script,
            ),
            ("    assert!(begun.elapsed() < IN_TIME);", rust),
            (
                "    assert!(begun.elapsed() < OBEYS, \"took \\\"{:?}\", begun.elapsed());",
                "crates/postgres/tests/lifecycle.rs",
            ),
            (
                "    let code = timeout(AT_ONCE, socket.closed()).await;",
                rust,
            ),
            (
                "    let code = timeout(AT_ONCE, socket.closed()).await;",
                "crates/testkit/src/socket.rs",
            ),
            (
                "    assert!(begun.elapsed() < IN_TIME);",
                "crates/realtime/src/roster/tests.rs",
            ),
        ] {
            assert!(fault_of(line, short), "{line}");
        }
        for (line, short) in [
            ("  timeout: STEP_MS,", script),
            (
                "  await clock.pauseAt(later);",
                "frontend/e2e/support/clock.ts",
            ),
            ("  const late = setTimeout(fail, SERVER_MS);", script),
            ("    assert!(begun.elapsed() < within(IN_TIME));", rust),
            ("    let read = timeout(DEADLINE, more).await;", rust),
            ("    pool.connection_timeout(Duration::from_secs(2));", rust),
            ("    // It was begun.elapsed() < IN_TIME once.", rust),
            ("    (\"begun.elapsed() < IN_TIME\", rust),", rust),
            (
                "    begun.elapsed() < Duration::from_secs(5)",
                "crates/load/src/a.rs",
            ),
        ] {
            assert!(!fault_of(line, short), "{line}");
        }
    }

    #[test]
    fn a_module_of_tests_is_the_rest_of_its_file() {
        let judged = "begun.elapsed() < IN_TIME\n";
        let text = format!("{judged}#[cfg(test)]\nmod tests {{\n{judged}}}\n");
        let faults = faults_of(&text, Path::new("crates/load/src/a.rs"));
        let lines: Vec<usize> = faults.into_iter().map(|(number, _)| number).collect();
        assert_eq!(lines, [4]);
    }
}
