//! Markdown as safe HTML: what was written as HTML is shown as text, links lead only to the web and to mail, nothing is loaded
//! from elsewhere, and line breaks stay as they were typed.

use std::ops::Range;

use pulldown_cmark::{
    Alignment, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
    html,
};

use super::tag;

/// The text as HTML; the boxes of its tasks can be pressed where one may.
pub fn render(body: &str, may_tick: bool) -> String {
    let options =
        Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let parser = Parser::new_ext(body, options).into_offset_iter();
    let mut page = Page {
        body,
        may_tick,
        events: Vec::new(),
        apart: 0,
        named: None,
        columns: Vec::new(),
        column: 0,
        is_head: false,
        wide: 0,
    };
    for (event, range) in TextMergeWithOffset::new(parser) {
        page.take(event, range);
    }
    let mut out = String::with_capacity(body.len() * 2);
    html::push_html(&mut out, page.events.into_iter());
    out
}

/// The text so far.
struct Page<'a> {
    body: &'a str,
    may_tick: bool,
    events: Vec<Event<'a>>,
    /// How deep one is in links and code, where addresses stay as they are.
    apart: usize,
    /// Where the link that one is in leads, until it has a text.
    named: Option<String>,
    /// How each column of the table is aligned.
    columns: Vec<Alignment>,
    column: usize,
    is_head: bool,
    /// How many things there were that can be scrolled.
    wide: usize,
}

impl<'a> Page<'a> {
    fn html(&mut self, tag: impl Into<String>) {
        self.events.push(Event::InlineHtml(tag.into().into()));
    }

    /// Only what cannot do harm passes.
    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) => {
                self.named = None;
                if self.apart == 0 {
                    self.linked(&text);
                } else {
                    self.events.push(Event::Text(text));
                }
            }
            Event::Code(code) => {
                self.named = None;
                self.events.push(Event::Code(code));
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                let line = text.trim_end_matches('\n');
                self.events.push(Event::Text(line.to_owned().into()));
                if line.len() < text.len() {
                    self.events.push(Event::HardBreak);
                }
            }
            // Two lines that were typed are two lines.
            Event::SoftBreak => self.events.push(Event::HardBreak),
            Event::TaskListMarker(is_done) => {
                let line = self.body.get(range.end..).unwrap_or_default();
                let name = line.lines().next().unwrap_or_default();
                let name = name.replace(['*', '_', '`', '~'], "");
                let name = name.trim();
                self.html(tag::task_box(range.start, name, is_done, self.may_tick));
            }
            Event::HardBreak | Event::Rule => self.events.push(event),
            // What is not enabled does not come; what comes in a later version shows nothing until somebody thought of it.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {}
        }
    }

    fn open(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::HtmlBlock => self.events.push(Event::Start(Tag::Paragraph)),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let to = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                self.open_link(to);
            }
            // A picture would be loaded from elsewhere: it becomes a link to it.
            Tag::Image { dest_url, .. } => self.open_link(dest_url.to_string()),
            Tag::CodeBlock(kind) => {
                self.apart += 1;
                self.wide += 1;
                self.html(tag::code(&kind, self.wide));
            }
            Tag::Table(columns) => {
                self.columns = columns;
                self.wide += 1;
                self.html(tag::table(self.wide));
            }
            Tag::TableHead => {
                (self.is_head, self.column) = (true, 0);
                self.html("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.html("<tr>");
            }
            Tag::TableCell => {
                let alignment = self.columns.get(self.column).copied();
                self.column += 1;
                self.html(tag::cell(
                    self.is_head,
                    alignment.unwrap_or(Alignment::None),
                ));
            }
            // The page and the panel have the first two levels.
            Tag::Heading { level, .. } => self.events.push(Event::Start(Tag::Heading {
                level: lower(level),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            })),
            other => self.events.push(Event::Start(other)),
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock => self.events.push(Event::End(TagEnd::Paragraph)),
            TagEnd::Link | TagEnd::Image => {
                // A link without a text would be there for nobody.
                if let Some(address) = self.named.take() {
                    self.events.push(Event::Text(address.into()));
                }
                self.apart = self.apart.saturating_sub(1);
                self.html("</a>");
            }
            TagEnd::CodeBlock => {
                self.apart = self.apart.saturating_sub(1);
                self.html("</code></pre>");
            }
            TagEnd::Table => self.html("</tbody></table></div>"),
            TagEnd::TableHead => {
                self.is_head = false;
                self.html("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.html("</tr>"),
            TagEnd::TableCell => self.html(if self.is_head { "</th>" } else { "</td>" }),
            TagEnd::Heading(level) => self.events.push(Event::End(TagEnd::Heading(lower(level)))),
            other => self.events.push(Event::End(other)),
        }
    }

    fn open_link(&mut self, to: String) {
        self.apart += 1;
        self.html(tag::link(&to));
        self.named = Some(to);
    }

    /// A text in which bare addresses of the web are links.
    fn linked(&mut self, text: &str) {
        let plain = |text: &str| Event::Text(text.to_owned().into());
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
            self.events.push(plain(before));
            if address.ends_with("//") {
                self.events.push(plain(address));
            } else {
                self.html(tag::link(address));
                self.events.push(plain(address));
                self.html("</a>");
            }
            rest = after;
        }
        self.events.push(plain(rest));
    }
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

const fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests;
