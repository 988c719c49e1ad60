//! Reading the command line and the environment, and what is said of a setting that is wrong.

use std::env;
use std::error::Error as _;
use std::fmt::Write;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgMatches, Command};

/// A variable that is set to nothing counts as not set: that is what `TUTTI_X= tutti` and an empty line in an `.env` file mean.
#[must_use]
pub fn without_empty_variables(command: Command) -> Command {
    let is_empty = |arg: &Arg| {
        let value = arg.get_env().and_then(env::var_os);
        value.is_some_and(|value| value.as_encoded_bytes().trim_ascii().is_empty())
    };
    command
        .mut_args(|arg| match is_empty(&arg) {
            true => arg.env(None::<&str>),
            false => arg,
        })
        .mut_subcommands(without_empty_variables)
}

/// Reads the command line and the environment.
///
/// # Errors
/// One sentence that names what is wrong. Ends the program where its help or version was asked for. Whatever else clap has to say
/// repeats pieces of the command line, of which any may be part of a password.
pub fn matches(command: Command) -> anyhow::Result<ArgMatches> {
    let known = command.clone();
    command.try_get_matches().map_err(|error| {
        anyhow::Error::msg(match error.kind() {
            ErrorKind::DisplayHelp
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            | ErrorKind::DisplayVersion => error.exit(),
            ErrorKind::ValueValidation | ErrorKind::InvalidValue => sentence(&known, &error),
            ErrorKind::InvalidUtf8 => no_text(&known),
            kind => misused(kind, &error),
        })
    })
}

/// Of what is no text clap does not say where it stands.
fn no_text(command: &Command) -> String {
    let is_no_text = |arg: &&Arg| {
        let value = arg.get_env().and_then(env::var_os);
        value.is_some_and(|value| value.to_str().is_none())
    };
    let variable = command
        .get_arguments()
        .find(is_no_text)
        .and_then(Arg::get_env);
    let named = variable.map_or("An argument".into(), |name| name.to_string_lossy());
    format!("{named} must be text in UTF-8")
}

/// What is wrong with how the command line is put together, in words of our own and clap's names of what it could have been.
fn misused(kind: ErrorKind, error: &clap::Error) -> String {
    let ours = |context| match error.get(context) {
        Some(ContextValue::String(name)) => Some(name.clone()),
        Some(ContextValue::Strings(names)) if !names.is_empty() => Some(names.join(", ")),
        _ => None,
    };
    let why = match kind {
        ErrorKind::MissingRequiredArgument => {
            let missing = ours(ContextKind::InvalidArg);
            return format!(
                "the command needs more: write {}",
                missing.as_deref().unwrap_or("what `tutti --help` tells")
            );
        }
        ErrorKind::ArgumentConflict => "settings are given twice, or before the command",
        ErrorKind::InvalidSubcommand => "there is no such command",
        ErrorKind::UnknownArgument => "an argument is not known",
        _ => "the command line cannot be read",
    };
    let meant = ours(ContextKind::SuggestedArg).or_else(|| ours(ContextKind::SuggestedSubcommand));
    let meant = meant
        .map(|meant| format!(" (is it {meant}?)"))
        .unwrap_or_default();
    format!(
        "{why}{meant}: write it as `tutti serve --setting=value`, with a value that has spaces in quotes; `tutti --help` tells all there is"
    )
}

/// `TUTTI_ADDR (--addr) must be …`, without what was set, which may be a secret.
fn sentence(command: &Command, error: &clap::Error) -> String {
    let named = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(named)) => named.split([' ', '=']).next().unwrap_or_default(),
        _ => "a setting",
    };
    let long = named.trim_start_matches('-');
    let variable = find(command, long)
        .and_then(Arg::get_env)
        .map(|name| name.to_string_lossy());
    let mut sentence = match variable {
        Some(variable) => format!("{variable} ({named})"),
        None => named.to_owned(),
    };
    let wanted = match (error.source(), error.get(ContextKind::ValidValue)) {
        (Some(wanted), _) => wanted.to_string(),
        (None, Some(ContextValue::Strings(values))) if !values.is_empty() => {
            format!("must be one of {}", values.join(", "))
        }
        _ => "needs a value".to_owned(),
    };
    let _infallible = write!(sentence, " {wanted}");
    sentence
}

fn find<'a>(command: &'a Command, long: &str) -> Option<&'a Arg> {
    let own = command
        .get_arguments()
        .find(|arg| arg.get_long() == Some(long));
    own.or_else(|| {
        command
            .get_subcommands()
            .find_map(|command| find(command, long))
    })
}
