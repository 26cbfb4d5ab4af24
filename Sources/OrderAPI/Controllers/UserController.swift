import Hummingbird
import OrderStore

/// `/user`
struct UserController {
  let store: OrderStore
  let authenticator: Authenticator

  func addRoutes(to routes: inout Routes) {
    routes.post("/user", create)
  }

  @Sendable private func create(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    let form = try await SentBody(of: request).read(UserForm.self).checked()
    let token = Token()
    // Without a key: a stored answer would store the token with it.
    let id = try await store.perform(CreateUser(name: form.name, tokenHash: Array(token.digest)))
    authenticator.remember(id, token: token)
    return Answer(
      Envelope.reply(201, "The user is made. The token is shown this once.") { json in
        json.object { json in
          json.member("id", id.rawValue)
          json.member("name", form.name)
          json.member("token", token.text)
        }
      })
  }
}
