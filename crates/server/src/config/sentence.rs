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
/// One sentence that names the setting that is wrong. Ends the program for all else that clap has to say, such as its help.
pub fn matches(command: Command) -> anyhow::Result<ArgMatches> {
    let known = command.clone();
    command
        .try_get_matches()
        .map_err(|error| match error.kind() {
            ErrorKind::ValueValidation | ErrorKind::InvalidValue => {
                anyhow::Error::msg(sentence(&known, &error))
            }
            _ => error.exit(),
        })
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
