//! Markdown as safe HTML: what was written as HTML is shown as text, links lead only to the web and to mail, and nothing is
//! loaded from elsewhere.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pulldown_cmark::{
    CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream, html,
};

/// A markdown text, rendered. Until the renderer is loaded, which is a part of its own, the text stands as it was written.
#[component]
pub fn Markdown(body: String) -> impl IntoView {
    let rendered = RwSignal::new(None::<String>);
    let text = body.clone();
    spawn_local(async move {
        let html = render_lazily(text).await;
        rendered.try_set(Some(html));
    });
    move || match rendered.get() {
        Some(html) => view! { <div class="prose" inner_html=html></div> }.into_any(),
        None => view! { <div class="prose prose--raw">{body.clone()}</div> }.into_any(),
    }
}

#[cfg_attr(target_arch = "wasm32", leptos::lazy)]
async fn render_lazily(body: String) -> String {
    render(&body)
}

/// Loads the renderer before it is needed.
pub async fn fetch_renderer() {
    render_lazily(String::new()).await;
}

fn render(body: &str) -> String {
    let options =
        Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let mut out = String::with_capacity(body.len() * 2);
    let events = TextMergeStream::new(Parser::new_ext(body, options));
    // Where a text is a link already, or code, its addresses stay as they are.
    let mut apart = 0_usize;
    let events = events.flat_map(|event| {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => apart += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                apart = apart.saturating_sub(1);
            }
            Event::Text(text) if apart == 0 => return linked(text),
            _ => {}
        }
        vec![tame(event)]
    });
    html::push_html(&mut out, events);
    out
}

/// A text in which bare addresses of the web are links.
fn linked<'a>(text: &str) -> Vec<Event<'a>> {
    let plain = |text: &str| Event::Text(text.to_owned().into());
    let mut events = Vec::new();
    let mut rest = text;
    while let Some(at) = ["https://", "http://"]
        .iter()
        .filter_map(|scheme| rest.find(scheme))
        .min()
    {
        let (before, from) = rest.split_at(at);
        let end = from
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
            .unwrap_or(from.len());
        let (address, after) = from.split_at(without_stop(from.split_at(end).0));
        events.push(plain(before));
        if address.ends_with("//") {
            events.push(plain(address));
        } else {
            events.push(open_link(address));
            events.push(plain(address));
            events.push(Event::InlineHtml(CowStr::Borrowed("</a>")));
        }
        rest = after;
    }
    events.push(plain(rest));
    events
}

/// How much of it is the address: a stop or a bracket at the end belongs to the sentence, unless it was opened within.
fn without_stop(address: &str) -> usize {
    let mut address = address;
    while let Some(last) = address.chars().last() {
        let is_open = last == ')' && address.matches('(').count() >= address.matches(')').count();
        if is_open || !matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ')') {
            break;
        }
        address = address.strip_suffix(last).unwrap_or_default();
    }
    address.len()
}

/// Only what cannot do harm passes.
fn tame(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        // A picture would be loaded from elsewhere: it becomes a link to it.
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            open_link(&dest_url)
        }
        Event::End(TagEnd::Link | TagEnd::Image) => Event::InlineHtml(CowStr::Borrowed("</a>")),
        // The page and the panel have the first two levels.
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level: lower(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        // A box without a name says nothing to those who do not see it.
        Event::TaskListMarker(is_done) => Event::InlineHtml(CowStr::Borrowed(if is_done {
            "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"To do\"> "
        })),
        other => other,
    }
}

const fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        _ => HeadingLevel::H5,
    }
}

fn open_link<'a>(to: &str) -> Event<'a> {
    let scheme = to
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    let is_safe = matches!(scheme.as_deref(), Some("http" | "https" | "mailto"));
    let tag = if is_safe {
        format!(
            "<a href=\"{}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">",
            escape(to)
        )
    } else {
        "<a>".to_owned()
    };
    Event::InlineHtml(tag.into())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn html_is_shown_not_obeyed() {
        let out = render("a <img src=x onerror=alert(1)> b\n\n<script>alert(1)</script>");
        assert!(!out.contains("<img") && !out.contains("<script"), "{out}");
    }

    #[test]
    fn a_bare_address_is_a_link() {
        let out = render("See https://a.example/x_y_z?q=1&r=2, (http://b.example/(c)).");
        assert!(
            out.contains("<a href=\"https://a.example/x_y_z?q=1&amp;r=2\" target=\"_blank\" rel"),
            "{out}"
        );
        assert!(out.contains("href=\"http://b.example/(c)\""), "{out}");
        assert!(out.ends_with("</a>).</p>\n"), "{out}");
        assert!(!render("`https://a.example` and https://").contains("<a"));
        assert_eq!(
            render("[https://a.example](https://a.example)")
                .matches("<a")
                .count(),
            1
        );
        assert!(!render("javascript://x").contains("<a"));
    }

    #[test]
    fn links_lead_only_where_they_may() {
        assert!(render("[a](javascript:alert(1))").contains("<a>a</a>"));
        assert!(render("[a](//evil.example)").contains("<a>a</a>"));
        assert!(render("[a](https://a.example/?x=\"y)").contains("rel=\"noopener"));
        assert!(!render("![a](https://a.example/x.png)").contains("<img"));
    }
}
