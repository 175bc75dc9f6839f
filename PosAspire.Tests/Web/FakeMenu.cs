namespace PosAspire.Tests.Web;

/// <summary>A menu as Api publishes it, with what is not stated left empty.</summary>
public static class FakeMenu
{
    public const string Json = """
        {"location":"STK1","name":"Steak Kenangan","currency":"IDR","opening":{"hours":[{"day":1,"opens":"10:00","closes":"22:00"}],"openNow":true,"today":1,"openUntil":"22:00","opensDay":null,"opensAt":null},"categories":[
          {"name":"Main","items":[
            {"id":"0199b5f0-0000-7000-8000-000000000000","name":"Rendang Wagyu","portion":"200g","priceMinor":275000,"prepMinutes":25,"spiceLevel":2,"allergens":["dairy","nuts"],"imageUrl":null,"out":false},
            {"id":"0199b5f0-0000-7000-8000-000000000001","name":"Steak Sambal Matah","portion":"250g","priceMinor":285000,"prepMinutes":25,"spiceLevel":3,"allergens":[],"imageUrl":null,"out":false},
            {"id":"0199b5f0-0000-7000-8000-000000000002","name":"Wagyu Tenderloin Classic","portion":"200g","priceMinor":325000,"prepMinutes":20,"spiceLevel":0,"allergens":["dairy"],"imageUrl":null,"out":false}]},
          {"name":"Pembuka","items":[
            {"id":"0199b5f0-0000-7000-8000-000000000003","name":"Lumpia Wagyu","portion":"6 pieces","priceMinor":85000,"prepMinutes":12,"spiceLevel":null,"allergens":null,"imageUrl":null,"out":false},
            {"id":"0199b5f0-0000-7000-8000-000000000004","name":"Sop Buntut Wagyu","portion":"400ml","priceMinor":125000,"prepMinutes":15,"spiceLevel":null,"allergens":[],"imageUrl":null,"out":false}]},
          {"name":"Pendamping","items":[
            {"id":"0199b5f0-0000-7000-8000-000000000005","name":"Kentang Goreng","portion":"","priceMinor":35000,"prepMinutes":10,"spiceLevel":null,"allergens":[],"imageUrl":null,"out":false}]},
          {"name":"Penutup","items":[
            {"id":"0199b5f0-0000-7000-8000-000000000006","name":"Es Krim Kelapa","portion":"2 scoops","priceMinor":45000,"prepMinutes":5,"spiceLevel":null,"allergens":[],"imageUrl":null,"out":false}]},
          {"name":"Minuman","items":[
            {"id":"0199b5f0-0000-7000-8000-000000000007","name":"Es Teh Manis","portion":"400ml","priceMinor":18000,"prepMinutes":3,"spiceLevel":null,"allergens":[],"imageUrl":null,"out":false}]}]}
        """;
}
