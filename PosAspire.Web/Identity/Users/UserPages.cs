using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Identity.Users;

/// <summary>The people who work here: what they may do, and their secrets.</summary>
public static class UserPages
{
    public const string Path = "/office/users";

    private const int PageSize = 50;
    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    public static readonly IReadOnlyList<string> Roles = ["admin", "manager", "cashier", "server", "kitchen"];

    public static void MapUsers(this IEndpointRouteBuilder pages)
    {
        var office = pages.MapGroup(Path).RequireAuthorization().AddEndpointFilter<OfficeDoor>();
        office.MapGet("", List);
        office.MapPost("", Add);
        office.MapGet("/new", New);
        office.MapGet("/{id:guid}", One);
        office.MapPost("/{id:guid}", Save);
        office.MapPost("/{id:guid}/password", Password);
        office.MapPost("/{id:guid}/pin", Pin);
        office.MapPost("/{id:guid}/unlock", Unlock);
        office.MapPost("/{id:guid}/sign-outs", EndSessions);
    }

    private static async Task<IResult> List(HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? after = null)
    {
        var answer = await api.Get<UserList>(Links.To("/api/v1/admin/users", ("after", after), ("limit", $"{PageSize}")), stop);
        return answer.Value is { } users
            ? OfficeAnswers.Show<UserListPage>(new { Users = users, Shops = await ShopChoice.Read(api, http, null, stop), After = after })
            : OfficeAnswers.Refused(http, answer.Problem!, words);
    }

    private static async Task<IResult> New(HttpContext http, ShopApi api, CancellationToken stop)
    {
        var shops = await ShopChoice.Read(api, http, null, stop);
        return OfficeAnswers.Show<NewUserPage>(new { Shops = shops, Form = Form.Of(("role", $"cashier@{shops.Current.Code}")) });
    }

    private static async Task<IResult> Add(HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var pin = form.Text("pin");
        if (form.All("role").Count == 0)
            form.Wrong("role", said["Choose at least one role."]);
        if (form.IsRight)
        {
            var request = new NewUser(form.Text("username"), form.Text("name"), [.. form.All("role").Select(RoleAt.Parse)], form["password"], pin.Length == 0 ? null : pin);
            var answer = await api.Post<UserRow>("/api/v1/admin/users", request, null, stop);
            if (answer.Value is { } added)
                return OfficeAnswers.Next($"{Path}/{added.Id}", "added");
            // The same form a moment later is the same press of the button.
            if (answer.Problem!.Code == "user.name_taken" && await Find(request, api, clock, stop) is { } before)
                return OfficeAnswers.Next($"{Path}/{before.Id}", "added");
            Place(form, answer.Problem, words);
        }

        return OfficeAnswers.Again<NewUserPage>(new { Shops = await ShopChoice.Read(api, http, null, stop), Form = form });
    }

    private static async Task<UserRow?> Find(NewUser request, ShopApi api, TimeProvider clock, CancellationToken stop)
    {
        var users = await api.Get<UserList>("/api/v1/admin/users?limit=100", stop);
        return users.Value?.Items.FirstOrDefault(user => string.Equals(user.Username, request.Username, StringComparison.OrdinalIgnoreCase)
            && user.Name == request.Name && clock.GetUtcNow().UtcDateTime - user.CreatedAt < JustNow);
    }

    private static Task<IResult> One(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? done = null) => Page(id, null, http, api, words, done, stop);

    private static async Task<IResult> Save(Guid id, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        if (form.All("role").Count == 0)
            return await Page(id, form.Wrong("role", said["Choose at least one role."]), http, api, words, null, stop);
        var request = new ChangedUser(form.Text("name"), [.. form.All("role").Select(RoleAt.Parse)], form.Is("is-active"), form.Number("version") ?? 0);
        var answer = await api.Put<UserRow>($"/api/v1/admin/users/{id}", request, null, stop);
        if (answer.Problem is { Code: "request.version_conflict" } && (await api.Get<UserRow>($"/api/v1/admin/users/{id}", stop)).Value is { } theirs && IsAs(theirs, request))
            return OfficeAnswers.Next($"{Path}/{id}", "saved");
        return await After(answer.Problem, id, form, "saved", http, api, words, stop);
    }

    private static async Task<IResult> Password(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var answer = await api.Post<Done>($"/api/v1/admin/users/{id}/password", new NewPassword(form["password"]), null, stop);
        return await After(answer.Problem, id, form, "password", http, api, words, stop);
    }

    private static async Task<IResult> Pin(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var pin = form.Is("remove") ? "" : form.Text("pin");
        var answer = await api.Post<Done>($"/api/v1/admin/users/{id}/pin", new NewPin(form.Is("remove") ? null : pin), null, stop);
        return await After(answer.Problem, id, form, "pin", http, api, words, stop);
    }

    private static async Task<IResult> Unlock(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var answer = await api.Post<Done>($"/api/v1/admin/users/{id}/unlock", new { }, null, stop);
        return await After(answer.Problem, id, await Form.Read(http, stop), "unlocked", http, api, words, stop);
    }

    private static async Task<IResult> EndSessions(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var answer = await api.Delete<Done>($"/api/v1/admin/users/{id}/sessions", null, stop);
        return await After(answer.Problem, id, await Form.Read(http, stop), "ended", http, api, words, stop);
    }

    private static async Task<IResult> After(ApiProblem? problem, Guid id, Form form, string done, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        if (problem is null)
            return OfficeAnswers.Next($"{Path}/{id}", done);
        Place(form, problem, words);
        return await Page(id, form, http, api, words, null, stop);
    }

    private static async Task<IResult> Page(Guid id, Form? form, HttpContext http, ShopApi api, ProblemWords words, string? done, CancellationToken stop)
    {
        var answer = await api.Get<UserRow>($"/api/v1/admin/users/{id}", stop);
        if (answer.Value is not { } user)
            return OfficeAnswers.Refused(http, answer.Problem!, words);
        var parameters = new { User = user, Shops = await ShopChoice.Read(api, http, null, stop), Form = Filled(form, user), Done = done };
        return form is null ? OfficeAnswers.Show<UserPage>(parameters) : OfficeAnswers.Again<UserPage>(parameters);
    }

    // The page has several forms; what was not in the one that was sent is as stored.
    private static Form Filled(Form? form, UserRow user)
    {
        var filled = form ?? Form.Of();
        if (form is null || form["version"].Length == 0)
            filled.Set("name", user.Name).Set("is-active", user.IsActive ? "on" : null).Set("role", user.Roles.Select(role => $"{role}"));
        return filled.Set("version", $"{user.Version}");
    }

    private static bool IsAs(UserRow user, ChangedUser asked) =>
        user.Name == asked.Name && user.IsActive == asked.IsActive && user.Roles.Select(role => $"{role}").Order().SequenceEqual(asked.Roles.Select(role => $"{role}").Order());

    private static void Place(Form form, ApiProblem problem, ProblemWords words)
    {
        var field = problem.Code switch
        {
            "user.name_taken" => "username",
            "user.weak_password" => "password",
            "user.weak_pin" => "pin",
            "user.invalid_role" or "user.last_admin" => "role",
            _ => null,
        };
        if (field is null)
            form.Refused(words.Say(problem));
        else
            form.Wrong(field, words.Say(problem));
    }
}
