using Npgsql;
using PosAspire.Domain.Database;

namespace PosAspire.Domain.Identity;

/// <summary>How people get into the database and change there. The database itself ends the sign-ins that a change makes wrong.</summary>
public static class PersonStatements
{
    /// <summary>The unique index that refuses a second person of the same user name.</summary>
    public const string NameTaken = "ix_users_username";

    /// <summary>What the database calls a role at a shop that is not there.</summary>
    public const string UnknownLocation = "fk_user_roles_locations";

    /// <summary>Taken before a change of people: two administrators who switch each other off at the same moment must not both succeed.</summary>
    public const string TakeTurn = "SELECT pg_advisory_xact_lock(hashtext('users change'))";

    /// <summary>Asked before such a change is committed.</summary>
    public const string AnAdministratorIsLeft =
        """
        SELECT EXISTS (SELECT FROM users u JOIN user_roles r ON r.user_id = u.id WHERE u.is_active AND r.role = 'admin' AND r.location_code = '*')
        """;

    private const string Insert =
        "INSERT INTO users (id, username, name, password_hash, pin_hash, is_active, created_at) VALUES ($1, $2, $3, $4, $5, true, $6)";

    private const string AddRoles =
        """
        INSERT INTO user_roles (user_id, role, location_code) SELECT $1, r.role, r.location FROM unnest($2, $3) AS r (role, location)
        ON CONFLICT (user_id, role, location_code) DO NOTHING
        """;

    private const string DropOtherRoles =
        """
        DELETE FROM user_roles WHERE user_id = $1 AND (role, location_code) NOT IN (SELECT r.role, r.location FROM unnest($2, $3) AS r (role, location))
        """;

    private const string Forget =
        """
        DELETE FROM sign_in_attempts WHERE subject IN ($1, $2)
        """;

    private const string SwitchOff = "UPDATE users SET is_active = false, version = version + 1 WHERE id = $1";

    /// <summary>A new person, without roles yet.</summary>
    /// <param name="passwordHash">By the hasher of ServiceDefaults.</param>
    /// <param name="pinHash">Null when the person does not sign in at registers.</param>
    public static NpgsqlBatchCommand Add(Guid id, string username, string name, string passwordHash, string? pinHash, DateTime at) => new(Insert)
    {
        Parameters =
        {
            SqlValue.Of(id), SqlValue.Of(username), SqlValue.Of(name), SqlValue.Of(passwordHash), SqlValue.OfText(pinHash), SqlValue.Of(at),
        },
    };

    /// <summary>Gives exactly these roles; what stays as it is ends no sign-in.</summary>
    public static IEnumerable<NpgsqlBatchCommand> SetRoles(Guid id, IReadOnlyCollection<RoleGrant> grants)
    {
        string[] roles = [.. grants.Select(grant => grant.Role)];
        string[] locations = [.. grants.Select(grant => grant.Location)];
        yield return new(DropOtherRoles) { Parameters = { SqlValue.Of(id), SqlValue.Of(roles), SqlValue.Of(locations) } };
        yield return new(AddRoles) { Parameters = { SqlValue.Of(id), SqlValue.Of(roles), SqlValue.Of(locations) } };
    }

    public static NpgsqlBatchCommand Disable(Guid id) => new(SwitchOff) { Parameters = { SqlValue.Of(id) } };

    /// <summary>Opens the locks that wrong tries have put on this person, by password and by PIN.</summary>
    public static NpgsqlBatchCommand Unlock(Guid id, string username) => new(Forget)
    {
        Parameters = { SqlValue.Of(SignInSubject.Pin(id).Key), SqlValue.Of(SignInSubject.Name(username).Key) },
    };
}
