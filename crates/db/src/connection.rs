//! Opens connections.

use diesel::{Connection, ConnectionResult, PgConnection};

/// Opens a connection by itself. A pool opens its own, after the first of these.
///
/// # Errors
/// Where the database cannot be reached, or refuses.
pub fn establish(url: &str) -> ConnectionResult<PgConnection> {
    // OpenSSL would tear itself down when the program exits, while threads of a pool may still be within a handshake: the
    // program would end by SIGSEGV. Who asks for it first decides, and this asks not to (OPENSSL_INIT_NO_ATEXIT).
    openssl_sys::init();
    PgConnection::establish(url)
}
