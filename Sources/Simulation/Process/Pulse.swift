/// Whether somebody lives and can say so: asked at every moment of a run, also when the one that it is about is gone.
final class Pulse {
    var isDead = false
    /// How often it stands still at present.
    var freezes = 0

    var beats: Bool { !isDead && freezes == 0 }
}
