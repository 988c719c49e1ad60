//! What a file of a crate uses of the others.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, ItemUse, Macro, Path, UseTree, Visibility};

use super::Name;

/// A file, read.
pub struct Module {
    pub name: Name,
    /// Paths below the crate that it names, each to an item or to a module.
    pub uses: BTreeSet<Vec<String>>,
    /// What it passes on by `pub use`, by the name it has here.
    pub passes_on: BTreeMap<String, Vec<String>>,
    /// The modules that are declared in it.
    children: BTreeSet<String>,
}

impl Module {
    pub fn read(name: Name, text: &str) -> syn::Result<Self> {
        let file = syn::parse_file(text)?;
        let children = file.items.iter().filter_map(|item| match item {
            Item::Mod(module) if module.content.is_none() => Some(module.ident.to_string()),
            _ => None,
        });
        let mut module = Self {
            name,
            uses: BTreeSet::new(),
            passes_on: BTreeMap::new(),
            children: children.collect(),
        };
        module.visit_file(&file);
        Ok(module)
    }

    /// A path as it would be written from the crate's root; nothing where it leads to another crate or to what is imported.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let mut from = match first.as_str() {
            "crate" => Vec::new(),
            "self" | "super" => self.name.clone(),
            child if self.children.contains(child) => {
                let mut from = self.name.clone();
                from.push(child.to_owned());
                from
            }
            _ => return None,
        };
        let mut rest = rest.iter().peekable();
        if first == "super" {
            from.pop();
        }
        while rest.next_if(|part| *part == "super").is_some() {
            from.pop();
        }
        from.extend(rest.cloned());
        Some(from)
    }

    fn use_path(&mut self, path: &[String]) {
        let absolute = self.absolute(path);
        self.uses.extend(absolute);
    }

    fn import(&mut self, before: &[String], tree: &UseTree, is_passed_on: bool) {
        let with = |part: &syn::Ident| {
            let mut path = before.to_vec();
            if part != "self" || before.is_empty() {
                path.push(part.to_string());
            }
            path
        };
        let (path, known_as) = match tree {
            UseTree::Path(path) => {
                return self.import(&with(&path.ident), &path.tree, is_passed_on);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(before, tree, is_passed_on);
                }
                return;
            }
            UseTree::Name(name) => (with(&name.ident), name.ident.to_string()),
            UseTree::Rename(rename) => (with(&rename.ident), rename.rename.to_string()),
            UseTree::Glob(_) => (before.to_vec(), String::new()),
        };
        if let Some(absolute) = self.absolute(&path) {
            if is_passed_on {
                self.passes_on.insert(known_as, absolute.clone());
            }
            self.uses.insert(absolute);
        }
    }

    /// Paths in what a macro is given, which may be no Rust.
    fn scan(&mut self, tokens: TokenStream) {
        let (mut path, mut colons) = (Vec::new(), 0);
        for token in tokens {
            match token {
                TokenTree::Ident(part) if colons == 2 || path.is_empty() => {
                    path.push(part.to_string());
                    colons = 0;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' && colons < 2 => colons += 1,
                other => {
                    self.use_path(&std::mem::take(&mut path));
                    colons = 0;
                    match other {
                        TokenTree::Ident(part) => path.push(part.to_string()),
                        TokenTree::Group(group) => self.scan(group.stream()),
                        TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                    }
                }
            }
        }
        self.use_path(&path);
    }
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let is_test = matches!(item, ImplItem::Fn(function) if is_test(&function.attrs));
        if !is_test {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_passed_on = !matches!(item.vis, Visibility::Inherited);
        self.import(&[], &item.tree, is_passed_on);
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let parts: Vec<String> = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        if parts.len() > 1 {
            self.use_path(&parts);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        self.scan(called.tokens.clone());
        visit::visit_macro(self, called);
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_test = |list: &syn::MetaList| list.tokens.to_string() == "test";
        attribute.path().is_ident("cfg") && attribute.meta.require_list().is_ok_and(is_test)
    })
}
