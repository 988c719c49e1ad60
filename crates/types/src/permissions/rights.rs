//! A set of permissions: what somebody may do.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Permission;

/// A set of permissions. It is a number only in memory: the wire and the database hold the names, since a line that is added to the
/// table would give other numbers another meaning. In a schema it is `Vec<Permission>`.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Rights(u64);

const _: () = assert!(Permission::ALL.len() <= 64, "each permission has a bit");

const fn bit(permission: Permission) -> u64 {
    1 << permission as u32
}

impl Rights {
    /// No permission.
    pub const NONE: Self = Self(0);

    /// Exactly these.
    #[must_use]
    pub const fn of(permissions: &[Permission]) -> Self {
        let (mut bits, mut rest) = (0, permissions);
        while let [permission, others @ ..] = rest {
            bits |= bit(*permission);
            rest = others;
        }
        Self(bits)
    }

    /// The permissions of these names. A name that this version does not know is left out: it may do nothing here.
    #[must_use]
    pub fn from_names(names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let names = names.into_iter();
        names
            .filter_map(|name| name.as_ref().parse().ok())
            .collect()
    }

    /// Whether `permission` is one of them.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        self.0 & bit(permission) != 0
    }

    /// Whether `other` holds all of these.
    #[must_use]
    pub const fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Its permissions, in the order of the table.
    pub fn permissions(self) -> impl Iterator<Item = Permission> {
        let all = Permission::ALL.iter().copied();
        all.filter(move |permission| self.may(*permission))
    }

    /// Those of both.
    pub(super) const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those of either.
    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether somebody who holds these may turn who holds `from` into who holds `to`. Nobody gives or takes what they lack.
    #[must_use]
    pub const fn may_change(self, from: Self, to: Self) -> bool {
        self.may(Permission::MembersManage) && from.is_subset(self) && to.is_subset(self)
    }

    /// Whether somebody who holds these may remove or suspend who holds `theirs`.
    #[must_use]
    pub const fn may_remove(self, theirs: Self) -> bool {
        self.may(Permission::MembersManage) && theirs.is_subset(self)
    }

    /// Whether somebody who holds these may let in who will hold `theirs`.
    #[must_use]
    pub const fn may_invite(self, theirs: Self) -> bool {
        self.may(Permission::InvitationsManage) && theirs.is_subset(self)
    }
}

impl FromIterator<Permission> for Rights {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        let permissions = permissions.into_iter();
        Self(permissions.fold(0, |bits, permission| bits | bit(permission)))
    }
}

impl fmt::Debug for Rights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.permissions().map(Permission::as_str);
        f.debug_set().entries(names).finish()
    }
}

impl Serialize for Rights {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.permissions())
    }
}

impl<'de> Deserialize<'de> for Rights {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<String>::deserialize(deserializer).map(Self::from_names)
    }
}
