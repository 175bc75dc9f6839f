namespace PosAspire.Domain.Sales;

/// <summary>The lines of an order that fall under the same taxes, with what was found out about them so far.</summary>
internal struct TaxGroup
{
    private long gross;
    private long net;

    /// <summary>The group's share of the service charge, exact.</summary>
    private decimal service;

    /// <summary>The included taxes as a share of the price without them: of the goods, and of the service charge.</summary>
    private decimal goodsMarkup;
    private decimal serviceMarkup;

    /// <summary>The same, counting only the taxes that came before.</summary>
    private decimal goodsMarkupSoFar;
    private decimal serviceMarkupSoFar;

    /// <summary>The group's share of the included taxes, and of those on top.</summary>
    private decimal includedInGoods;
    private decimal includedInService;
    private decimal onTop;

    public void Add(PricedLine line)
    {
        gross += line.GrossMinor;
        net += line.TotalMinor;
    }

    /// <summary>Spreads the service charge over the groups by what it is a share of.</summary>
    public static void ShareService(Span<TaxGroup> groups, long service, bool byGross, long whole)
    {
        foreach (ref var group in groups)
            group.service = (decimal)service * (byGross ? group.gross : group.net) / whole;
    }

    public void AddMarkup(TaxRule rule)
    {
        goodsMarkup += Weight(rule, goodsMarkup);
        if (rule.TaxesService)
            serviceMarkup += Weight(rule, serviceMarkup);
    }

    /// <summary>What an included tax is a share of: the price without the taxes inside it, but with earlier ones when it is stacked.</summary>
    public readonly decimal IncludedBase(TaxRule rule) => GoodsBase(rule) + ServiceBase(rule);

    /// <summary>Takes this group's part of an included tax whose rounded amount is <paramref name="scale"/> times the exact one.</summary>
    public void Include(TaxRule rule, decimal scale)
    {
        includedInGoods += GoodsBase(rule) * rule.Rate * scale;
        includedInService += ServiceBase(rule) * rule.Rate * scale;
        goodsMarkupSoFar += Weight(rule, goodsMarkupSoFar);
        if (rule.TaxesService)
            serviceMarkupSoFar += Weight(rule, serviceMarkupSoFar);
    }

    /// <summary>What a tax on top is a share of.</summary>
    public readonly decimal OnTopBase(TaxRule rule) => rule.IsStacked
        ? net + (rule.TaxesService ? service : includedInService) + onTop
        : net - includedInGoods + (rule.TaxesService ? service - includedInService : 0);

    /// <summary>Takes this group's part of a tax on top whose rounded amount is <paramref name="scale"/> times its base.</summary>
    public void AddOnTop(TaxRule rule, decimal scale) => onTop += OnTopBase(rule) * scale;

    private readonly decimal GoodsBase(TaxRule rule) => net * (rule.IsStacked ? 1 + goodsMarkupSoFar : 1) / (1 + goodsMarkup);

    private readonly decimal ServiceBase(TaxRule rule) =>
        rule.TaxesService ? service * (rule.IsStacked ? 1 + serviceMarkupSoFar : 1) / (1 + serviceMarkup) : 0;

    private static decimal Weight(TaxRule rule, decimal markup) => rule.Rate * (rule.IsStacked ? 1 + markup : 1);
}
