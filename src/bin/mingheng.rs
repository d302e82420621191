//! Door 3: the same engine on the command line.

fn main() {}
