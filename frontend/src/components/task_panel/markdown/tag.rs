//! The tags that the renderer writes by itself: what the library writes needs styles that the content policy forbids, or cannot
//! be reached by keyboard.

use pulldown_cmark::{Alignment, CodeBlockKind};

/// The beginning of a link; one that leads elsewhere than to the web or to mail leads nowhere.
pub fn link(to: &str) -> String {
    let scheme = to
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    let is_safe = matches!(scheme.as_deref(), Some("http" | "https" | "mailto"));
    if is_safe {
        format!(
            "<a href=\"{}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">",
            escape(to)
        )
    } else {
        "<a>".to_owned()
    }
}

/// The box of a task that stands at this byte of the text.
pub fn task_box(at: usize, name: &str, is_done: bool, may_tick: bool) -> String {
    let name = escape(name);
    let checked = if is_done { " checked" } else { "" };
    let disabled = if may_tick { "" } else { " disabled" };
    format!(
        "<input type=\"checkbox\" class=\"check\" data-at=\"{at}\" aria-label=\"{name}\"{checked}{disabled}> "
    )
}

/// The beginning of a block of code, the `n`th thing of the text that can be scrolled.
pub fn code(kind: &CodeBlockKind<'_>, n: usize) -> String {
    let language = match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    };
    let name = match language {
        "" => "Code".to_owned(),
        language => format!("Code in {}", escape(language)),
    };
    format!("<pre {}><code>", scrollable(&name, n))
}

/// The beginning of a table, the `n`th thing of the text that can be scrolled.
pub fn table(n: usize) -> String {
    format!(
        "<div class=\"prose-table\" {}><table>",
        scrollable("Table", n)
    )
}

/// What makes something wide reachable by keyboard. No two have the same name.
fn scrollable(name: &str, n: usize) -> String {
    format!("tabindex=\"0\" role=\"region\" aria-label=\"{name}, {n}\"")
}

/// The beginning of a cell.
pub fn cell(is_head: bool, alignment: Alignment) -> String {
    let name = if is_head { "th" } else { "td" };
    match alignment {
        Alignment::None => format!("<{name}>"),
        Alignment::Left => format!("<{name} class=\"is-left\">"),
        Alignment::Center => format!("<{name} class=\"is-center\">"),
        Alignment::Right => format!("<{name} class=\"is-right\">"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
