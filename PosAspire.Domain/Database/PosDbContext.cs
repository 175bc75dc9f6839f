using Microsoft.EntityFrameworkCore;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Outbox;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Payments.Match;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Registers;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Sales.Printing;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Database;

/// <summary>The shop's tables. Each room maps its own; migrations are written by hand and a test holds both equal.</summary>
public sealed class PosDbContext(DbContextOptions<PosDbContext> options) : DbContext(options)
{
    public DbSet<Location> Locations => Set<Location>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<ProductImage> ProductImages => Set<ProductImage>();

    public DbSet<ImportJob> ImportJobs => Set<ImportJob>();

    public DbSet<ImportProgress> ImportProgress => Set<ImportProgress>();

    public DbSet<ProductBarcode> ProductBarcodes => Set<ProductBarcode>();

    public DbSet<PriceList> PriceLists => Set<PriceList>();

    public DbSet<ProductPrice> ProductPrices => Set<ProductPrice>();

    public DbSet<MenuItem> MenuItems => Set<MenuItem>();

    public DbSet<ModifierGroup> ModifierGroups => Set<ModifierGroup>();

    public DbSet<Modifier> Modifiers => Set<Modifier>();

    public DbSet<ModifierPrice> ModifierPrices => Set<ModifierPrice>();

    public DbSet<ProductModifierGroup> ProductModifierGroups => Set<ProductModifierGroup>();

    public DbSet<CatalogState> CatalogStates => Set<CatalogState>();

    public DbSet<Register> Registers => Set<Register>();

    public DbSet<RegisterDevice> RegisterDevices => Set<RegisterDevice>();

    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();

    public DbSet<OutboxDeadLetter> OutboxDeadLetters => Set<OutboxDeadLetter>();

    public DbSet<ProductTranslation> ProductTranslations => Set<ProductTranslation>();

    public DbSet<CategoryTranslation> CategoryTranslations => Set<CategoryTranslation>();

    public DbSet<ModifierGroupTranslation> ModifierGroupTranslations => Set<ModifierGroupTranslation>();

    public DbSet<ModifierTranslation> ModifierTranslations => Set<ModifierTranslation>();

    public DbSet<PriceChange> PriceChanges => Set<PriceChange>();

    public DbSet<StockLevel> StockLevels => Set<StockLevel>();

    public DbSet<StockMovement> StockMovements => Set<StockMovement>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    public DbSet<OrderStatusChange> OrderStatusChanges => Set<OrderStatusChange>();

    public DbSet<OrderNumber> OrderNumbers => Set<OrderNumber>();

    public DbSet<Cart> Carts => Set<Cart>();

    public DbSet<PrintJob> PrintJobs => Set<PrintJob>();

    public DbSet<ParkedCart> ParkedCarts => Set<ParkedCart>();

    public DbSet<DiningTable> DiningTables => Set<DiningTable>();

    public DbSet<KitchenStation> KitchenStations => Set<KitchenStation>();

    public DbSet<KitchenRoute> KitchenRoutes => Set<KitchenRoute>();

    public DbSet<KitchenTicket> KitchenTickets => Set<KitchenTicket>();

    public DbSet<KitchenTicketLine> KitchenTicketLines => Set<KitchenTicketLine>();

    public DbSet<KitchenTicketEvent> KitchenTicketEvents => Set<KitchenTicketEvent>();

    public DbSet<DishOut> DishesOut => Set<DishOut>();

    public DbSet<OpeningWindow> OpeningHours => Set<OpeningWindow>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<Refund> Refunds => Set<Refund>();

    public DbSet<RefundLine> RefundLines => Set<RefundLine>();

    public DbSet<RefundPayout> RefundPayouts => Set<RefundPayout>();

    public DbSet<StoredValueAccount> StoredValueAccounts => Set<StoredValueAccount>();

    public DbSet<StoredValueEntry> StoredValueEntries => Set<StoredValueEntry>();

    public DbSet<PaymentCase> PaymentCases => Set<PaymentCase>();

    public DbSet<ProviderEvent> ProviderEvents => Set<ProviderEvent>();

    public DbSet<ProviderState> ProviderStates => Set<ProviderState>();

    public DbSet<MatchRun> PaymentMatches => Set<MatchRun>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditBlock> AuditBlocks => Set<AuditBlock>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Role> Roles => Set<Role>();

    public DbSet<Session> Sessions => Set<Session>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PosDbContext).Assembly);
        SnakeCase.Apply(modelBuilder.Model);
    }
}
