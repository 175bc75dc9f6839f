namespace PosAspire.Api.Registers;

internal static class RegistersSetup
{
    public static void AddRegisters(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<RegisterStore>().AddSingleton<DeviceStore>();
}
