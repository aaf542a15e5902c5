import Foundation

/// Finds the folders that the program comes with (`contracts`, `topics`, `.venv`), wherever it is called from.
public enum ProjectFolder {
    /// The path of a folder: under `CREDITHUB_HOME`, in the current directory, or beside the program or one of the folders
    /// that it stands in. The name itself if there is none, so that an error names what was looked for.
    public static func path(_ name: String) -> String {
        let manager = FileManager.default
        var roots: [String] = []
        if let home = ProcessInfo.processInfo.environment["CREDITHUB_HOME"], !home.isEmpty { roots.append(home) }
        roots.append(".")
        if let program = try? manager.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
            var folder = URL(fileURLWithPath: program).deletingLastPathComponent()
            while folder.path != "/" {
                roots.append(folder.path)
                folder.deleteLastPathComponent()
            }
        }
        for root in roots {
            let path = root == "." ? name : "\(root)/\(name)"
            if manager.fileExists(atPath: path) { return path }
        }
        return name
    }
}
