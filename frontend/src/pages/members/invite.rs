//! Inviting somebody. Without a mail server the link is what one sends.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use tutti_types::invitations::{CreateInvitation, DEFAULT_DAYS};
use tutti_types::text::Email;
use tutti_types::{ErrorCode, InvitationId, Permission, Role};

use super::pending::Pending;
use crate::drafts::Place;
use crate::pages::{Creation, FormFault, Submit};
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::store::Space;
use crate::text::people as t;
use crate::ui::{
    Button, Choice, Choices, CopyField, Dialog, Input, Kind, Said, TextField, checked,
};
use crate::{api, dom};

/// How long a link may work.
const DAYS: [u8; 4] = [1, 7, 14, 30];

/// The dialog.
#[component]
pub fn InviteDialog(open: RwSignal<bool>) -> impl IntoView {
    view! { <OnDemand open make=Make::by(move || dialog(open))/> }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn dialog(open: RwSignal<bool>) -> Maker {
    maker(move || {
        let space = Space::here();
        let title = move || space.workspace.with(|ws| t::invite_to(&ws.name));
        view! {
            <Dialog open title class="dialog dialog--wide">
                <Steps open/>
            </Dialog>
        }
    })
}

/// First the form, then the link it made.
#[component]
fn Steps(open: RwSignal<bool>) -> impl IntoView {
    let made = RwSignal::new(None::<Link>);
    move || match made.get() {
        None => view! { <Form open made/> }.into_any(),
        Some(link) => view! { <Made open made link/> }.into_any(),
    }
}

/// A link that was made.
#[derive(Clone)]
struct Link {
    text: String,
    email: String,
    /// There was another for this address.
    replaces: bool,
}

#[component]
fn Form(open: RwSignal<bool>, made: RwSignal<Option<Link>>) -> impl IntoView {
    let space = Space::here();
    let pending = expect_context::<Pending>();
    let form = Submit::new();
    let email = Input::new("invite-email", "email", |text| {
        checked(text, t::INVITE_EMAIL_MISSING, Email::parse)
    });
    let role = RwSignal::new(Role::Member);
    let days = RwSignal::new(DEFAULT_DAYS);
    // The same id until it is answered, so that a lost answer does not invite twice.
    let creation = Creation::<CreateInvitation>::of(&format!("invitation.{}", space.id));
    let unanswered = creation.unanswered();
    let id = unanswered.as_ref().and_then(|sent| sent.id);
    let id = StoredValue::new(id.unwrap_or_else(InvitationId::new));
    let sent_to = unanswered.as_ref().map_or("", |sent| sent.email.as_str());
    email.open(space.location(Place::Invitation(space.id)), sent_to);
    if let Some(sent) = unanswered {
        role.set(sent.role);
        days.set(sent.expires_in_days.unwrap_or(DEFAULT_DAYS));
    }

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.begin() {
            return;
        }
        let Some(address) = email.parse(Email::parse) else {
            return form.stop();
        };
        let mut body = CreateInvitation {
            id: Some(id.get_value()),
            email: address,
            role: role.get_untracked(),
            expires_in_days: Some(days.get_untracked()),
        };
        let sent = creation.send(&body);
        let handed = email.handed();
        let first = id.get_value();
        spawn_local(async move {
            let mut answer = api::invitations::create(space.id, &body).await;
            // An earlier answer was lost, and something was changed since or became of it: this is another invitation.
            let is_other = |code| matches!(&answer, Err(error) if error.is(code));
            if is_other(ErrorCode::IdTaken) || is_other(ErrorCode::InvitationUnusable) {
                if is_other(ErrorCode::IdTaken) {
                    // Nobody was told of its link. Where it cannot be taken back it was not made here.
                    let _ = api::invitations::revoke(space.id, first).await;
                }
                body.id = Some(InvitationId::new());
                sent.send_instead(&body);
                answer = api::invitations::create(space.id, &body).await;
            }
            if let Some(sent) = body.id {
                id.try_set_value(sent);
            }
            match &answer {
                Ok(_) => sent.end(),
                Err(error) => sent.refused(error),
            }
            match answer {
                Ok(answer) => {
                    email.saved();
                    handed.saved();
                    let invited = &answer.invitation.email;
                    made.set(Some(Link {
                        text: answer.link.clone(),
                        email: invited.clone(),
                        replaces: pending.waits(invited),
                    }));
                    pending.take(answer);
                }
                Err(error) if error.is(ErrorCode::AlreadyMember) => {
                    email.refuse(t::ALREADY_MEMBER);
                    form.stop();
                }
                Err(error) => form.refuse(&error, &[email]),
            }
        });
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="dialog-body">
                <FormFault form/>
                <TextField input=email label=t::INVITE_EMAIL kind="email"/>
                <Roles role/>
                <Days days/>
            </div>
            <div class="dialog-foot">
                <Button
                    kind=Kind::Quiet
                    press=move |()| {
                        creation.end();
                        email.discard();
                        open.set(false);
                    }
                >
                    {t::CANCEL}
                </Button>
                <Button kind=Kind::Primary submit=true busy=form.busy>
                    {t::INVITE_MAKE}
                </Button>
            </div>
        </form>
    }
}

/// Nobody lets in who may do more than they, and owners are made of people who are here.
#[component]
fn Roles(role: RwSignal<Role>) -> impl IntoView {
    let mine = untrack(|| Space::here().rights());
    let may = |role: &Role| {
        let rights = role.rights();
        mine.may_invite(rights) && !rights.may(Permission::OwnersManage)
    };
    let choices = Role::ALL
        .iter()
        .rev()
        .copied()
        .filter(may)
        .map(|one| {
            view! {
                <Choice
                    group="invite-role"
                    of=role
                    is=one
                    label=t::role(one)
                    hint=t::role_hint(one)
                />
            }
        })
        .collect_view();
    view! { <Choices legend=t::ROLE>{choices}</Choices> }
}

#[component]
fn Days(days: RwSignal<u8>) -> impl IntoView {
    let option = move |one: u8| {
        view! {
            <option value=one.to_string() selected=one == days.get_untracked()>
                {t::days(one)}
            </option>
        }
    };
    view! {
        <div class="field">
            <label class="field-label" for="invite-days">
                {t::INVITE_DAYS}
            </label>
            <select
                class="input select"
                id="invite-days"
                on:change=move |event| {
                    if let Ok(chosen) = event_target_value(&event).parse() {
                        days.set(chosen);
                    }
                }
            >
                {DAYS.map(option).into_iter().collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Made(open: RwSignal<bool>, made: RwSignal<Option<Link>>, link: Link) -> impl IntoView {
    // The focus was on a button that is gone now.
    request_animation_frame(|| {
        dom::focus("#invite-link");
    });
    let another = move |()| {
        made.set(None);
        // So is this one, by the next frame.
        request_animation_frame(|| {
            dom::focus("#invite-email");
        });
    };
    view! {
        <div class="dialog-body">
            <div class="field">
                <label class="field-label" for="invite-link">
                    <Said words=t::link_of(&link.email)/>
                </label>
                <CopyField id="invite-link" text=link.text/>
                <p class="field-hint" id="invite-link-hint">
                    {t::INVITE_LINK_HINT}
                </p>
                {link
                    .replaces
                    .then(|| view! { <p class="field-hint" role="status">{t::INVITE_REPLACED}</p> })}
            </div>
        </div>
        <div class="dialog-foot">
            <Button kind=Kind::Quiet press=another>
                {t::INVITE_MORE}
            </Button>
            <Button kind=Kind::Primary press=move |()| open.set(false)>
                {t::DONE}
            </Button>
        </div>
    }
}
