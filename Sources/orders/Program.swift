import ArgumentParser
@main struct Orders: AsyncParsableCommand { func run() async throws {} }
