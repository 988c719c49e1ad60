//! Plans in PostgreSQL's log, as its `auto_explain` writes them.

use std::collections::HashSet;
use std::io::{Read, Seek, SeekFrom};

use anyhow::Result;
use serde::Deserialize;

use crate::campaign::sql;
use crate::stand::Stand;

/// A plan that was used.
#[derive(Debug)]
pub struct Plan(Vec<String>);

/// The tables under row-level security that are not tiny, and their partitions: none may be read whole. A table of a few pages is
/// read whole because nothing is cheaper.
pub fn tables(url: &str) -> Result<HashSet<String>> {
    #[derive(Deserialize)]
    struct Table {
        name: String,
    }
    let select = "SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
        WHERE n.nspname IN ('public', 'stream') AND c.relkind = 'r' AND (c.relforcerowsecurity OR p.relforcerowsecurity) AND c.relpages > 20";
    let tables: Vec<Table> = sql::rows(url, select)?;
    Ok(tables.into_iter().map(|table| table.name).collect())
}

/// How long the log is.
pub fn length(stand: &Stand) -> Result<u64> {
    Ok(std::fs::metadata(stand.postgres.data_dir().join("log"))?.len())
}

/// The plans of the log from there on.
pub fn since(stand: &Stand, from: u64) -> Result<Vec<Plan>> {
    let mut file = std::fs::File::open(stand.postgres.data_dir().join("log"))?;
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(parse(&String::from_utf8_lossy(&bytes)))
}

fn parse(log: &str) -> Vec<Plan> {
    let mut plans: Vec<Plan> = Vec::new();
    let mut inside = false;
    for line in log.lines() {
        if line.contains("LOG:  duration: ") && line.ends_with("plan:") {
            plans.push(Plan(Vec::new()));
            inside = true;
        } else if !line.starts_with('\t') {
            inside = false;
        } else if let Some(plan) = plans.last_mut().filter(|_| inside) {
            plan.0.push(line.trim().to_owned());
        }
    }
    plans
}

impl Plan {
    /// Which of these tables it reads whole.
    pub fn read_whole<'a>(
        &'a self,
        tables: &'a HashSet<String>,
    ) -> impl Iterator<Item = String> + 'a {
        self.0.iter().filter_map(move |line| {
            let (_, rest) = line.split_once("Seq Scan on ")?;
            let table = rest.split(' ').next().unwrap_or_default();
            tables
                .contains(table)
                .then(|| format!("{table} in {}", self.query()))
        })
    }

    /// Which indexes it reads from end to end, for want of a condition.
    pub fn without_condition(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().enumerate().filter_map(|(at, line)| {
            let scan = [
                "Index Scan using ",
                "Index Only Scan using ",
                "Index Scan Backward using ",
                "Index Only Scan Backward using ",
                "Bitmap Index Scan on ",
            ];
            let index = scan.iter().find_map(|scan| line.split_once(scan))?.1;
            let rest = self.0.get(at + 1..).unwrap_or_default();
            let own = rest
                .iter()
                .take_while(|line| !line.contains("->") && !line.contains("Plan"));
            let bound = own.into_iter().any(|line| line.starts_with("Index Cond:"));
            (!bound).then(|| {
                format!(
                    "{} in {}",
                    index.split(' ').next().unwrap_or_default(),
                    self.query()
                )
            })
        })
    }

    /// Rows that it read and did not want.
    pub fn thrown_away(&self) -> usize {
        let removed = self
            .0
            .iter()
            .filter_map(|line| line.strip_prefix("Rows Removed by Filter: "));
        removed
            .filter_map(|n| n.parse::<usize>().ok())
            .max()
            .unwrap_or(0)
    }

    /// Rows that one of its steps gave, the most: far more than a page holds, and the screen grows with the workspace.
    pub fn most_rows(&self) -> usize {
        let actual = self
            .0
            .iter()
            .filter_map(|line| line.split_once("(actual rows=")?.1.split([' ', '.']).next());
        actual
            .filter_map(|n| n.parse::<usize>().ok())
            .max()
            .unwrap_or(0)
    }

    /// Its statement's first words.
    pub fn query(&self) -> String {
        let text = self
            .0
            .first()
            .map_or("", |line| line.trim_start_matches("Query Text: "));
        text.chars().take(160).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "2026-01-01 00:00:00.000 UTC [7] LOG:  duration: 0.1 ms  plan:
\tQuery Text: SELECT a
\tNested Loop  (cost=0.1 rows=1) (actual rows=70 loops=1)
\t  ->  Seq Scan on tasks t  (cost=0.1)
\t        Rows Removed by Filter: 12
\t  ->  Index Scan using b_pkey on b  (cost=0.1)
\t        Filter: (x = 1)
\t  ->  Index Only Scan using c_pkey on c  (cost=0.1)
\t        Index Cond: (x = 1)
2026-01-01 00:00:00.000 UTC [7] LOG:  statement: BEGIN
";

    #[test]
    fn what_is_read_whole_is_found() {
        let plans = parse(LOG);
        assert_eq!(plans.len(), 1);
        let tables = HashSet::from(["tasks".to_owned()]);
        assert_eq!(
            plans[0].read_whole(&tables).collect::<Vec<_>>(),
            ["tasks in SELECT a"]
        );
        assert_eq!(
            plans[0].without_condition().collect::<Vec<_>>(),
            ["b_pkey in SELECT a"]
        );
        assert_eq!(plans[0].thrown_away(), 12);
        assert_eq!(plans[0].most_rows(), 70);
    }
}
