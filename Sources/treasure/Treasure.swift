import ArgumentParser

@main
struct Treasure: ParsableCommand {}
