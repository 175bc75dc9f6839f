using PosAspire.ServiceDefaults;
using PosAspire.Web.Frame;

var builder = PosHost.CreateBuilder(args);
builder.AddServiceDefaults("liquor-pos-frontend");
builder.AddScreens();
var app = builder.Build();
app.UseServiceDefaults(problemDetails: false);
app.UseScreens();
app.Run();
