using PosAspire.Api;
using PosAspire.Domain.Database;
using PosAspire.ServiceDefaults;
using PosAspire.ServiceDefaults.Database;
using PosAspire.ServiceDefaults.Redis;

var builder = PosHost.CreateBuilder(args);
builder.AddServiceDefaults("liquor-pos-backend");
builder.AddPosDatabase<PosDbContext>();
builder.AddPosCache();
builder.AddPosApi();

var app = builder.Build();
app.UseServiceDefaults();
app.UsePosApi();
app.Run();
