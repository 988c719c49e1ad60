//! What the table of an area's intents becomes.

/// Makes the area's `Intent` of them.
macro_rules! intents {
    ($module:ident: $Area:ident { $($name:ident = $kept:literal),+ $(,)? }) => {
        /// What the person wants here. Ids of new things are the client's own.
        #[derive(Clone, Debug, serde::Serialize)]
        pub enum Intent {
            $(#[serde(rename = $kept)] $name($name)),+
        }

        impl Intent {
            pub(crate) fn act(&self) -> &dyn Act<Area = $Area> {
                match self { $(Self::$name(act) => act),+ }
            }

            /// Reads the one that is kept under a name; gives the rest back where it is of another area.
            pub(crate) fn read<'de, V: serde::de::VariantAccess<'de>>(
                name: &str,
                rest: V,
            ) -> Result<Result<Self, V>, V::Error> {
                match name {
                    $($kept => rest.newtype_variant().map(|act| Ok(Self::$name(act))),)+
                    _ => Ok(Err(rest)),
                }
            }
        }

        $(impl From<$name> for Intent {
            fn from(act: $name) -> Self {
                Self::$name(act)
            }
        })+
    };
}

pub(crate) use intents;
