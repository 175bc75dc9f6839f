namespace PosAspire.Tests.Support.Qris;

/// <summary>How the fake gateway behaves towards whoever calls it.</summary>
public enum QrisMode
{
    Ok,

    /// <summary>Every code is denied.</summary>
    Deny,

    /// <summary>Nothing is answered until the caller gives up; nothing happens.</summary>
    Hang,

    /// <summary>Turned away unread.</summary>
    TooMany,

    /// <summary>500, and nothing happened.</summary>
    Broken,

    /// <summary>What was asked for happens, and then the connection breaks.</summary>
    ActThenDrop,

    /// <summary>What was asked for happens, and 500 is answered.</summary>
    ActThenBroken,

    /// <summary>The first request with this key is still being worked on.</summary>
    InWork,

    /// <summary>It holds one rupiah more than it was asked for.</summary>
    WrongAmount,

    /// <summary>A proxy's page in place of an answer.</summary>
    Page,
}
