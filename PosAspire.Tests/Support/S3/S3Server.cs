using System.Globalization;
using System.Text.RegularExpressions;
using PosAspire.Workers.Backups.Stores.S3;

namespace PosAspire.Tests.Support.S3;

/// <summary>s3rver from npm, which speaks S3's protocol on loopback, with an empty bucket.</summary>
public sealed partial class S3Server : IAsyncLifetime
{
    private const string Bucket = "backups";

    /// <summary>The only one that s3rver knows, as both halves of the key.</summary>
    private const string Key = "S3RVER";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string _folder = ServerProcess.NewFolder("s3");
    private ServerProcess? _process;

    public Uri Address { get; private set; } = null!;

    /// <summary>Where it keeps what it was given.</summary>
    public string Files => Path.Combine(_folder, "data", Bucket);

    public async Task InitializeAsync()
    {
        // Its lists of more than a page go on by a word that it encrypts in an old way.
        string[] command = ["node", "--openssl-legacy-provider", Path.Combine(Packages(), "s3rver", "bin", "s3rver.js"), "--directory", Path.Combine(_folder, "data"), "--address", "127.0.0.1", "--port", "0", "--configure-bucket", Bucket];
        _process = ServerProcess.Start(_folder, "KILL", command);
        await ServerProcess.WaitUntilAsync(async () => Listening().IsMatch(await SaidAsync()), StartLimit, _folder);
        Address = new($"http://127.0.0.1:{int.Parse(Listening().Match(await SaidAsync()).Groups[1].ValueSpan, CultureInfo.InvariantCulture)}");
    }

    public Task DisposeAsync()
    {
        _process?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Impatient, so that tests of a server that does not answer end soon.</summary>
    public S3Settings Settings(string prefix, Uri? through = null) => new(Bucket, prefix, through ?? Address, "us-east-1", Key, Key) { Patience = TimeSpan.FromSeconds(10), Retries = 2 };

    /// <summary>The same for posctl.</summary>
    public (string Name, string Value)[] Variables(string prefix, Uri? through = null) =>
    [
        ("BACKUP_DIRECTORY", "off"), ("BACKUP_S3_BUCKET", Bucket), ("BACKUP_S3_PREFIX", prefix), ("BACKUP_S3_ENDPOINT", (through ?? Address).AbsoluteUri),
        ("BACKUP_S3_ACCESS_KEY", Key), ("BACKUP_S3_SECRET_KEY", Key),
    ];

    private async Task<string> SaidAsync() => Path.Combine(_folder, "server.log") is var log && File.Exists(log) ? await File.ReadAllTextAsync(log) : "";

    private static string Packages()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var packages = Path.Combine(folder.FullName, "Support", "S3", "node_modules");
            if (Directory.Exists(packages))
                return packages;
        }

        throw new InvalidOperationException("s3rver was not found: build PosAspire.Tests, which restores it from npm.");
    }

    [GeneratedRegex(@"listening on 127\.0\.0\.1:([0-9]+)")]
    private static partial Regex Listening();
}
