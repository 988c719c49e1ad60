//! Effects. Leptos makes the machinery of an effect anew for each closure, some 0.9 kB; here it is in the program once.

use leptos::prelude::Effect;

/// Runs when it is made, after what is rendered now, and whenever a signal it reads has changed; until the owner goes it is called
/// in.
pub fn effect(run: impl FnMut() + 'static) {
    start(Box::new(run));
}

fn start(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}
