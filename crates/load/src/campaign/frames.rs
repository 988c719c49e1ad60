//! Clients that are broken or mean no good: each socket must end with the right code, each request with a refusal, and the server
//! must be what it was before.

mod requests;
mod sockets;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::told::{Told, float};
use crate::machine::resident_mib;
use crate::report::Target;
use crate::stand::Stand;
use tutti_client::{Http, request};

/// Longer than the server lets a half-open socket stand.
const ENDS: Duration = Duration::from_secs(45);
/// Memory may be this much more afterwards, in MiB.
const ROOM: f64 = 16.0;
/// How often each broken thing is sent; many at once.
const TIMES: usize = 20;
/// So many kinds may still be at it when the next round begins, since some take half a minute.
const LONG: usize = 16;
/// Open files may differ by this much afterwards.
const FILES: f64 = 8.0;

/// Sends all of it.
pub async fn run(stand: &mut Stand, told: &mut Told) -> Result<()> {
    stand.grow(1, 40).await?;
    let (token, pid) = (stand.token(0)?, stand.server_pid());
    // Buffers and threads that any work makes are there already.
    for _ in 0..50 {
        Http::open(stand.addr)
            .await?
            .json(&request("GET", "/api/v1/me", Some(&token), "", ""))
            .await?;
    }
    let (memory, before) = (resident_mib(pid)?, files(pid)?);
    let mut wrong = Vec::new();
    let mut cases = JoinSet::new();
    let mut done = 0;
    let addr = stand.addr;
    for n in 0..TIMES {
        // By another person each time, since one may hold fifty sockets.
        let token = stand.token(n)?;
        let sockets = sockets::all(&token, &stand.workspaces);
        let requests = requests::all(&token, &stand.workspaces);
        if n == 0 {
            told.count("kinds of broken sockets", sockets.len());
            told.count("kinds of broken requests", requests.len());
            told.count("times each", TIMES);
        }
        for case in sockets {
            cases.spawn(async move { case.check(addr).await });
        }
        for case in requests {
            cases.spawn(async move { case.check(addr).await });
        }
        // One round after the other, since a busy server may close with 1012, which is right too and says nothing.
        while cases.len() > LONG * (n + 1) {
            let Some(case) = cases.join_next().await else {
                break;
            };
            done += 1;
            wrong.extend(case?);
        }
    }
    while let Some(case) = cases.join_next().await {
        done += 1;
        wrong.extend(case?);
    }
    wrong.sort();
    wrong.dedup();
    told.count("sockets and requests", done);
    told.none("kinds that ended otherwise than they must", &wrong);
    stand.check()?;
    ensure!(stand.server_pid() == pid, "the server is another");
    let mut http = Http::open(addr).await?;
    http.json(&request("GET", "/api/v1/me", Some(&token), "", ""))
        .await?;
    drop(http);
    let begun = Instant::now();
    while files(pid)? > before + FILES && begun.elapsed() < ENDS {
        // The kernel tells nobody when another process closes a file.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    told.figure("open files before", before, "", Target::None);
    told.figure(
        "open files afterwards",
        files(pid)?,
        "",
        Target::AtMost(before + FILES),
    );
    told.figure("memory before", memory, "MiB", Target::None);
    told.figure(
        "memory afterwards",
        resident_mib(pid)?,
        "MiB",
        Target::AtMost(memory + ROOM),
    );
    Ok(())
}

fn files(pid: u32) -> Result<f64> {
    Ok(float(std::fs::read_dir(format!("/proc/{pid}/fd"))?.count()))
}

/// Sends bytes and reads what comes back until the other side ends it, `enough` says so, or it takes too long.
async fn exchange(
    addr: SocketAddr,
    pieces: &[Vec<u8>],
    pause: Duration,
    enough: impl Fn(&[u8]) -> bool,
) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect(addr).await.ok()?;
    let talk = async {
        let (mut read, mut write) = stream.split();
        let mut seen = Vec::new();
        let send = async {
            for (n, piece) in pieces.iter().enumerate() {
                if n > 0 && !pause.is_zero() {
                    tokio::time::sleep(pause).await;
                }
                // A server that has refused already need not read the rest.
                if write.write_all(piece).await.is_err() {
                    break;
                }
            }
            std::future::pending::<()>().await;
        };
        let receive = async {
            let mut bytes = [0; 4_096];
            while let Ok(n) = read.read(&mut bytes).await {
                seen.extend_from_slice(bytes.get(..n).unwrap_or_default());
                if n == 0 || enough(&seen) {
                    break;
                }
            }
        };
        tokio::select! { () = send => {}, () = receive => {} }
        seen
    };
    tokio::time::timeout(ENDS, talk).await.ok()
}

/// Bytes without a meaning.
fn noise(length: usize) -> Vec<u8> {
    (0..length).map(|_| rand::random()).collect()
}
