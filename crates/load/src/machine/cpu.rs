//! CPU time, from /proc.

use std::collections::HashMap;
use std::fs;
use std::time::Instant;

/// The kernel's clock for these files, on every Linux there is.
const TICKS: f64 = 100.0;

/// What ran between two moments, in CPU seconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// Wall time.
    pub seconds: f64,
    /// The whole machine's.
    pub all: f64,
    /// The server's.
    pub server: f64,
    /// PostgreSQL's, all its processes.
    pub database: f64,
    /// This program's, which is the client.
    pub client: f64,
    /// Helpers': pgbench, the bare server, the browser.
    pub helpers: f64,
}

impl Usage {
    /// How many cores others kept busy meanwhile.
    pub fn others(&self) -> f64 {
        let ours = self.server + self.database + self.client + self.helpers;
        ((self.all - ours) / self.seconds.max(0.001)).max(0.0)
    }
}

/// Which processes are ours.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    pub server: Option<u32>,
    /// The postmaster.
    pub database: Option<u32>,
}

/// A moment.
pub struct Moment {
    at: Instant,
    all: f64,
    server: f64,
    database: f64,
    client: f64,
    tree: f64,
}

impl Meter {
    /// Now.
    pub fn start(&self) -> Moment {
        let processes = processes();
        let of = |pid: Option<u32>| pid.map_or(0.0, |pid| sum(&processes, pid));
        let me = std::process::id();
        let own = processes.get(&me).map_or(0.0, |p| p.own);
        // Children that have ended count with their parent.
        let (server, database) = (of(self.server), of(self.database));
        Moment {
            at: Instant::now(),
            all: all(),
            server,
            database,
            client: own,
            tree: sum(&processes, me),
        }
    }

    /// What ran since then.
    pub fn since(&self, then: &Moment) -> Usage {
        let now = self.start();
        let (server, database, client) = (
            now.server - then.server,
            now.database - then.database,
            now.client - then.client,
        );
        Usage {
            seconds: then.at.elapsed().as_secs_f64(),
            all: now.all - then.all,
            server,
            database,
            client,
            helpers: (now.tree - then.tree - server - database - client).max(0.0),
        }
    }
}

struct Process {
    parent: u32,
    /// Its own time.
    own: f64,
    /// Its ended children's.
    ended: f64,
}

/// A process and all below it, with those of them that have ended.
fn sum(processes: &HashMap<u32, Process>, root: u32) -> f64 {
    tree_of(processes, root)
        .iter()
        .filter_map(|pid| processes.get(pid))
        .map(|p| p.own + p.ended)
        .sum()
}

fn tree_of(processes: &HashMap<u32, Process>, root: u32) -> Vec<u32> {
    let mut found = vec![root];
    let mut at = 0;
    while let Some(parent) = found.get(at).copied() {
        found.extend(
            processes
                .iter()
                .filter(|(_, p)| p.parent == parent)
                .map(|(pid, _)| *pid),
        );
        at += 1;
    }
    found
}

fn processes() -> HashMap<u32, Process> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            let text = fs::read_to_string(entry.path().join("stat")).ok()?;
            Some((pid, parse(&text)?))
        })
        .collect()
}

/// The name in brackets may hold anything, so fields are counted from its end.
fn parse(text: &str) -> Option<Process> {
    let fields: Vec<&str> = text.get(text.rfind(')')? + 2..)?.split(' ').collect();
    let time = |n: usize| fields.get(n)?.parse::<f64>().ok().map(|t| t / TICKS);
    Some(Process {
        parent: fields.get(1)?.parse().ok()?,
        own: time(11)? + time(12)?,
        ended: time(13)? + time(14)?,
    })
}

/// All CPU time of the machine that was not idle; what a hypervisor took away counts as used by others.
fn all() -> f64 {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    let line = text.lines().next().unwrap_or_default();
    let fields = line.split_whitespace().skip(1).enumerate();
    // user nice system [idle iowait] irq softirq steal; guest time is in user already.
    fields
        .filter(|(n, _)| matches!(n, 0..=2 | 5..=7))
        .filter_map(|(_, field)| field.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stat_line_is_read_from_its_name_on() {
        let text = "7 (a b) c) S 3 7 7 0 -1 0 0 0 0 0 150 50 20 10 20 0 1 0 9 1 1";
        let process = parse(text).unwrap();
        assert_eq!(process.parent, 3);
        assert!((process.own - 2.0).abs() < 1e-9);
        assert!((process.ended - 0.3).abs() < 1e-9);
    }

    #[test]
    fn work_of_our_own_is_not_of_others() {
        let meter = Meter::default();
        let then = meter.start();
        // On a busy machine a while of the clock holds less work.
        let worked = || processes().get(&std::process::id()).map_or(0.0, |p| p.own);
        let begun = worked();
        while worked() - begun < 0.05 {}
        assert!(meter.since(&then).client > 0.02);
    }
}
