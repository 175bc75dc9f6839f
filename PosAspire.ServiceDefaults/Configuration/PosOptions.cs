using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PosAspire.ServiceDefaults.Configuration;

/// <summary>Options that are bound and checked while the host starts.</summary>
public static class PosOptions
{
    /// <summary>
    /// Binds a configuration section to an options class and checks its data annotations at start. A value that cannot be
    /// read or breaks a rule stops the host with a sentence that names the section and the member.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The configuration section, for example <c>Payments</c>.</param>
    /// <returns>The builder, for further rules by <c>Validate</c>, whose text is printed as it is.</returns>
    public static OptionsBuilder<T> AddPosOptions<T>(this IServiceCollection services, string section)
        where T : class
    {
        return services.AddOptions<T>()
            .Configure<IConfiguration>((options, configuration) => Bind(options, configuration.GetSection(section)))
            .ValidateOnStart()
            .Services.AddSingleton<IValidateOptions<T>>(new AnnotationRules<T>(section))
            .AddOptions<T>();
    }

    private static void Bind<T>(T options, IConfigurationSection section)
        where T : class
    {
        try
        {
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException error)
        {
            // The binder's text names the key and the type it wanted; a value it shows was meant to be a number or a time.
            throw new SettingException(section.Path, $"cannot be read: {error.Message}");
        }
    }

    private sealed class AnnotationRules<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var broken = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), broken, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(broken.Select(rule => $"{section}:{string.Join(',', rule.MemberNames)}: {rule.ErrorMessage}"));
        }
    }
}
