//! Everything the server answers: the index.

pub mod activity;
pub mod auth;
pub mod boards;
pub mod columns;
pub mod events;
pub mod invitations;
pub mod me;
pub mod members;
pub mod realtime;
pub mod responses;
pub mod tasks;
pub mod trash;
pub mod workspaces;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::health;

/// Registers every operation, for the server and for the OpenAPI file alike.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(health::live)
        .service(health::ready)
        // Signing in
        .service(auth::register::register)
        .service(auth::login::login)
        .service(auth::refresh::refresh)
        .service(auth::logout::logout)
        .service(auth::options::options)
        .service(auth::reset_password::reset_password)
        // The person
        .service(me::get::get)
        .service(me::update::update)
        .service(me::changes::changes)
        .service(me::password::change)
        .service(me::sessions::list)
        .service(me::sessions::delete_others)
        .service(me::sessions::delete)
        // Workspaces
        .service(workspaces::create::create)
        .service(workspaces::list::list)
        .service(workspaces::get::get)
        .service(workspaces::update::update)
        .service(workspaces::delete::delete)
        .service(workspaces::restore::restore)
        .service(workspaces::snapshot::snapshot)
        .service(events::events)
        .service(activity::activity)
        // People
        .service(members::list::list)
        .service(members::update::update)
        .service(members::remove::remove)
        .service(invitations::create::create)
        .service(invitations::list::list)
        .service(invitations::revoke::revoke)
        .service(invitations::resend::resend)
        .service(invitations::preview::preview)
        .service(invitations::accept::accept)
        // Boards
        .service(boards::create::create)
        .service(boards::list::list)
        .service(boards::get::get)
        .service(boards::update::update)
        .service(boards::delete::delete)
        .service(boards::restore::restore)
        .service(boards::add_member::add_member)
        .service(boards::remove_member::remove_member)
        .service(columns::create::create)
        .service(columns::list::list)
        .service(columns::update::update)
        .service(columns::move_to::move_to)
        .service(columns::delete::delete)
        .service(columns::restore::restore)
        // Tasks
        .service(tasks::bulk::bulk)
        .service(tasks::create::create)
        .service(tasks::list::list)
        .service(tasks::get::get)
        .service(tasks::update::update)
        .service(tasks::delete::delete)
        .service(tasks::move_to::move_to)
        .service(tasks::restore::restore)
        .service(trash::list)
        // The socket
        .service(realtime::realtime);
}
