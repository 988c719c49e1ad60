//! The areas of a workspace. Whoever adds one adds its line here, and nothing else names them one by one.

/// Hands the list to a macro, each area as its module, which is also the field that holds it, and the struct of its truth.
macro_rules! areas {
    ($make:ident $($with:tt)*) => {
        $make! {
            {
                boards: Boards,
                people: People,
            }
            $($with)*
        }
    };
}

/// An enumeration with a variant for each area, which holds what that area calls by the same name, and some of its own.
macro_rules! one_of_each {
    (
        { $($module:ident: $Area:ident),+ $(,)? }
        $(#[$meta:meta])* $vis:vis enum $Name:ident { $($own:tt)* }
    ) => {
        $(#[$meta])*
        $vis enum $Name {
            $($own)*
            $($Area(crate::$module::$Name)),+
        }
        $(impl From<crate::$module::$Name> for $Name {
            fn from(of_it: crate::$module::$Name) -> Self {
                Self::$Area(of_it)
            }
        })+
    };
}

pub(crate) use {areas, one_of_each};
