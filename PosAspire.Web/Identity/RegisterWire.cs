namespace PosAspire.Web.Identity;

// What Api answers about registers, as Web reads it here.

/// <summary>A shop; <paramref name="Profile"/> is <c>retail</c> or <c>restaurant</c>.</summary>
public sealed record ShopOfRegister(string Code, string Name, string Profile, string Currency, string TimeZone);

public sealed record ShopsOfRegisters(IReadOnlyList<ShopOfRegister> Items);

public sealed record RegisterOfShop(Guid Id, string Location, string Name, bool IsActive);

public sealed record RegistersOfShop(IReadOnlyList<RegisterOfShop> Items);

/// <summary>Somebody who can sign in at a register with a PIN.</summary>
public sealed record PersonAtRegister(Guid Id, string Name);

public sealed record PeopleAtRegister(IReadOnlyList<PersonAtRegister> Items);

/// <param name="Name">How the browser is listed.</param>
public sealed record NewDevice(string Name);

/// <param name="DeviceToken">Shown once; it is kept in the browser's sealed cookie.</param>
public sealed record RegisteredDevice(Guid Id, string DeviceToken);
