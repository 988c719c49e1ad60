//! Names of the rows of docs/performance.md.

use clap::ValueEnum;

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Row {
    /// Rename to event, the middle.
    #[value(name = "P1")]
    P1,
    /// Rename to event, the slowest hundredth.
    #[value(name = "P2")]
    P2,
    /// Move to event.
    #[value(name = "P3")]
    P3,
    /// Renames a second over many workspaces.
    #[value(name = "P4")]
    P4,
    /// Renames a second on one board.
    #[value(name = "P5")]
    P5,
    /// Moves a second in one column.
    #[value(name = "P6")]
    P6,
    /// CPU for each kind of work.
    #[value(name = "P7")]
    P7,
    /// Boards read a second.
    #[value(name = "P8")]
    P8,
    /// Memory by sockets.
    #[value(name = "P9")]
    P9,
    /// A thousand clients come back.
    #[value(name = "P11")]
    P11,
    /// Bytes to the first screens.
    #[value(name = "P13")]
    P13,
    /// Navigation to cards, nothing cached.
    #[value(name = "P14")]
    P14,
    /// Navigation to cards, everything cached.
    #[value(name = "P15")]
    P15,
    /// A rename by REST until it is read in another page.
    #[value(name = "P16")]
    P16,
    /// A board with very many cards.
    #[value(name = "P17")]
    P17,
    /// Start of the process.
    #[value(name = "P18")]
    P18,
    /// Changes missed while away.
    #[value(name = "P19")]
    P19,
    /// The page's own work while others change much.
    #[value(name = "P24")]
    P24,
    /// A resume past what others talked about.
    #[value(name = "P25")]
    P25,
    /// A resume over many boards.
    #[value(name = "P26")]
    P26,
    /// Memory by boards that the follower does not see.
    #[value(name = "P27")]
    P27,
    /// A resume beside a room in which much happened.
    #[value(name = "P28")]
    P28,
    /// What others wait for while a large column goes and comes.
    #[value(name = "P29")]
    P29,
}

impl Row {
    pub const fn name(self) -> &'static str {
        match self {
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
            Self::P5 => "P5",
            Self::P6 => "P6",
            Self::P7 => "P7",
            Self::P8 => "P8",
            Self::P9 => "P9",
            Self::P11 => "P11",
            Self::P13 => "P13",
            Self::P14 => "P14",
            Self::P15 => "P15",
            Self::P16 => "P16",
            Self::P17 => "P17",
            Self::P18 => "P18",
            Self::P19 => "P19",
            Self::P24 => "P24",
            Self::P25 => "P25",
            Self::P26 => "P26",
            Self::P27 => "P27",
            Self::P28 => "P28",
            Self::P29 => "P29",
        }
    }
}
